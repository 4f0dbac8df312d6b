using System.Collections.Concurrent;

namespace SignalFire.Load.Relay;

/// <summary>Does one thing wrong with every thousandth message.</summary>
internal sealed class FaultInjector(Fault fault)
{
    private const int Interval = 1000;

    private readonly ConcurrentDictionary<RelayPeer, byte[]> _held = new();
    private long _seen;
    private long _injected;

    public long Injected => Interlocked.Read(ref _injected);

    public async Task DeliverAsync(
        RelayServer relay, RelayPeer sender, string target, ReadOnlyMemory<byte> message, CancellationToken stopping)
    {
        if (_held.TryRemove(sender, out byte[]? held))
        {
            Interlocked.Increment(ref _injected);
            await relay.DeliverAsync(target, message, stopping);
            await relay.DeliverAsync(target, held, stopping);
            return;
        }

        if (Interlocked.Increment(ref _seen) % Interval != 0)
        {
            await relay.DeliverAsync(target, message, stopping);
            return;
        }

        if (fault == Fault.Swap)
        {
            _held[sender] = message.ToArray();
            return;
        }

        Interlocked.Increment(ref _injected);
        if (fault == Fault.Duplicate)
        {
            await relay.DeliverAsync(target, message, stopping);
            await relay.DeliverAsync(target, message, stopping);
        }
        else if (fault == Fault.Misroute)
        {
            await relay.DeliverAsync(relay.Other(target), message, stopping);
        }
    }
}
