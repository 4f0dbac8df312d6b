using System.Text;
using System.Text.Json;
using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Control;
using SignalFire.Fuzz.Scripts;
using SignalFire.Load.Connections;

namespace SignalFire.Fuzz.Hostiles;

/// <summary>What a hostile peer is told, looked at.</summary>
internal sealed class HostileHearing(Script script, Strangers strangers, Findings findings) : IReceiver
{
    /// <summary>The word in the last message of a script; who hears it back is alive.</summary>
    public const string Farewell = "fare-thee-well";

    private readonly TaskCompletionSource<byte[]> _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _bidden = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _self = [];
    private long _seq;

    /// <summary>Whether v1 was agreed on.</summary>
    public bool IsV1 { get; set; }

    /// <summary>Completes with the id it is told.</summary>
    public Task<byte[]> Greeted => _greeted.Task;

    /// <summary>Completes when its farewell came back.</summary>
    public Task Bidden => _bidden.Task;

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        if (_self.Length == 0)
        {
            HearGreeting(text);
        }
        else if (DeliveredShape.IsDelivered(text))
        {
            strangers.Tell("messages");
            HearMessage(text);
        }
        else if (AnswerShape.ComplaintOf(text) is { } wrong)
        {
            findings.Add(wrong.Fault, $"an answer {wrong.Complaint}: {Encoding.UTF8.GetString(text)}", script);
        }
        else
        {
            HearAnswer(AnswerShape.KindOf(text));
        }
    }

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason)
    {
        strangers.Tell(reason);
        if (CloseShape.ComplaintOf(reason) is { } wrong)
        {
            findings.Add(wrong.Fault, $"'{reason}' {wrong.Complaint}", script);
        }
    }

    private void HearGreeting(ReadOnlySpan<byte> text)
    {
        if (AnswerShape.ComplaintOf(text) is { } wrong)
        {
            findings.Add(wrong.Fault, $"a greeting {wrong.Complaint}: {Encoding.UTF8.GetString(text)}", script);
        }

        var json = new Utf8JsonReader(text);
        using var greeting = JsonDocument.ParseValue(ref json);
        var id = greeting.RootElement.GetProperty("peerId").GetString()!;
        strangers.Add(id);
        _self = Encoding.UTF8.GetBytes(id);
        _greeted.TrySetResult(_self);
    }

    private void HearAnswer(string kind)
    {
        strangers.Tell(kind);
        if (kind is "rate-limited")
        {
            // Its farewell may be what was too much.
            _bidden.TrySetResult();
        }
    }

    /// <summary>Nobody sends to a hostile peer but itself.</summary>
    private void HearMessage(ReadOnlySpan<byte> text)
    {
        if (DeliveredShape.ComplaintOf(text, IsV1 ? ++_seq : 0) is { } complaint)
        {
            findings.Add(Fault.Forged, $"a message {complaint}: {Encoding.UTF8.GetString(text)}", script);
        }
        else if (!DeliveredShape.SenderOf(text).SequenceEqual(_self))
        {
            findings.Add(Fault.Misrouted, $"a message of another reached '{Encoding.UTF8.GetString(_self)}': {Encoding.UTF8.GetString(text)}", script);
        }

        if (text.IndexOf(Encoding.ASCII.GetBytes(Farewell)) >= 0)
        {
            _bidden.TrySetResult();
        }
    }
}
