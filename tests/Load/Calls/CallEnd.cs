using System.Diagnostics;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;
using SignalFire.Load.Pairs;

namespace SignalFire.Load.Calls;

/// <summary>One end of a call: sends its description and candidates in a burst, and waits for the other end's.</summary>
internal sealed class CallEnd(Flow inbound, Flow outbound, Body description, Ledger ledger) : IReceiver
{
    private const int DescriptionSize = 3000;
    private const int CandidateSize = 250;
    private const int Candidates = 6;

    private readonly MessageTemplate _description = new(outbound.Target, description, DescriptionSize);
    private readonly MessageTemplate _candidate = new(outbound.Target, Body.Candidate, CandidateSize);
    private readonly MessageTemplate _greeting = new(outbound.Target, Body.Plain, CandidateSize);
    private TaskCompletionSource _complete = new();
    private int _missing;
    private bool _answerDue;

    /// <summary>Begins a call: the task ends when the other end's burst is here.</summary>
    public Task ExpectAsync()
    {
        _complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _missing = 1 + Candidates;
        return _complete.Task;
    }

    public ValueTask GreetAsync() => outbound.SendAsync(_greeting, Stopwatch.GetTimestamp());

    public async ValueTask SendBurstAsync()
    {
        await outbound.SendAsync(_description, Stopwatch.GetTimestamp());
        for (int i = 0; i < Candidates; i++)
        {
            await outbound.SendAsync(_candidate, Stopwatch.GetTimestamp());
        }
    }

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        if (!inbound.Accept(text, out MessageFields fields) || fields.Type.SequenceEqual("x"u8))
        {
            return;
        }

        _answerDue |= fields.Type.SequenceEqual("offer"u8);
        if (--_missing == 0)
        {
            _complete.TrySetResult();
        }
    }

    public ValueTask AfterReadAsync()
    {
        bool answer = _answerDue;
        _answerDue = false;
        return answer ? SendBurstAsync() : ValueTask.CompletedTask;
    }

    public void OnClosed(string reason) => ledger.Closed(reason);
}
