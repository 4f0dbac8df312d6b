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

    private bool MaySend => _running && flow.InFlight < window;

    public ValueTask StartAsync()
    {
        _running = true;
        return PumpAsync();
    }

    public void Stop() => _running = false;

    public void OnMessage(ReadOnlySpan<byte> text) => flow.Accept(text, out _);

    public ValueTask AfterReadAsync() => PumpAsync();

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
