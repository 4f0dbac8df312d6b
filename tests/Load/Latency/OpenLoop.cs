using System.Diagnostics;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;
using SignalFire.Load.Pairs;

namespace SignalFire.Load.Latency;

/// <summary>The target's end of a pair: notes how long each message due in the measured time took.</summary>
internal sealed class OpenLoop(Flow flow, MessageTemplate template, Ledger ledger, LatencyWindow window) : IReceiver
{
    private Task _sending = Task.CompletedTask;

    /// <summary>Whether the last message has left; while not, its template is in use.</summary>
    public bool Ready => _sending.IsCompleted;

    public void Send(long due)
    {
        ValueTask sending = flow.SendAsync(template, due);
        _sending = sending.IsCompletedSuccessfully ? Task.CompletedTask : sending.AsTask();
    }

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        if (flow.Accept(text, out MessageFields fields) && window.Contains(fields.Time))
        {
            window.Latency.Add(Stopwatch.GetElapsedTime(fields.Time));
        }
    }

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason) => ledger.Closed(reason);
}
