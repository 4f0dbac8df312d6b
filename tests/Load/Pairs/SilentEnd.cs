using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;

namespace SignalFire.Load.Pairs;

/// <summary>What hears a peer that nobody sends to: nothing, if all is well.</summary>
internal sealed class SilentEnd(Ledger ledger) : IReceiver
{
    public void OnMessage(ReadOnlySpan<byte> text)
    {
        if (MessageFields.TryRead(text, out _))
        {
            ledger.Misrouted();
        }
        else
        {
            ledger.Unexpected(text);
        }
    }

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason) => ledger.Closed(reason);
}
