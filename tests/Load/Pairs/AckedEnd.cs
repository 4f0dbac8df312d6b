using System.Globalization;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;

namespace SignalFire.Load.Pairs;

/// <summary>What hears a sender that asked for answers: each message's ack, in their order, and nothing else.</summary>
internal sealed class AckedEnd(Ledger ledger) : IReceiver
{
    private long _acked;

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> head = "{\"type\":\"ack\",\"ref\":"u8;
        if (text.StartsWith(head)
            && long.TryParse(text[head.Length..^1], CultureInfo.InvariantCulture, out long reference)
            && reference == MessageTemplate.NumberBase + _acked + 1)
        {
            _acked++;
            return;
        }

        ledger.Unexpected(text);
    }

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason) => ledger.Closed(reason);
}
