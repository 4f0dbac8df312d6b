using System.Diagnostics;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;
using SignalFire.Load.Pairs;

namespace SignalFire.Load.Throughput;

/// <summary>The target's end of a pair: what arrives here lets the sender send on, up to its window.</summary>
internal sealed class ClosedLoop(Flow flow, MessageTemplate template, Ledger ledger, int window) : IReceiver
{
    private int _pumping;
    private volatile bool _running;
    private long _delivered;
    private long _writtenOff;

    private bool MaySend => _running && Math.Min(flow.InFlight, flow.Sent - Volatile.Read(ref _writtenOff)) < window;

    public ValueTask StartAsync()
    {
        _running = true;
        return PumpAsync();
    }

    public void Stop() => _running = false;

    /// <summary>Gives up what is under way if nothing arrived since the last look; it may still arrive, and is then counted.</summary>
    public ValueTask ResumeIfStalledAsync()
    {
        long delivered = flow.Delivered;
        if (delivered == _delivered)
        {
            Volatile.Write(ref _writtenOff, flow.Sent);
        }

        _delivered = delivered;
        return PumpAsync();
    }

    public void OnMessage(ReadOnlySpan<byte> text) => flow.Accept(text, out _);

    public async ValueTask AfterReadAsync()
    {
        await PumpAsync();
        await flow.SayWhatIsSeenAsync();
    }

    public void OnClosed(string reason)
    {
        _running = false;
        ledger.Closed(reason);
    }

    private async ValueTask PumpAsync()
    {
        // The starter and the receive loop may meet here: one sends, and looks again after it has said it is done.
        while (MaySend && Interlocked.Exchange(ref _pumping, 1) == 0)
        {
            while (MaySend)
            {
                await flow.SendAsync(template, Stopwatch.GetTimestamp());
            }

            Volatile.Write(ref _pumping, 0);
        }
    }
}
