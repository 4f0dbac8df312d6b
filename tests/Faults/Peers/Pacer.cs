using System.Diagnostics;

namespace SignalFire.Faults.Peers;

/// <summary>Sends at a fixed rate, peer after peer. A peer without a connection loses its turn.</summary>
internal sealed class Pacer(IReadOnlyList<Peer> peers, int rate)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(500);

    private int _turn;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Tick);
        var start = Stopwatch.GetTimestamp();
        var due = 0L;
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = Stopwatch.GetTimestamp();
            var target = (long)(Stopwatch.GetElapsedTime(start, now).TotalSeconds * rate);
            // When this tool itself was kept from running, what it missed is not made up for at once.
            due = Math.Max(due, target - (long)(MostBehind.TotalSeconds * rate));
            for (; due < target; due++)
            {
                peers[_turn++ % peers.Count].Send(Stopwatch.GetTimestamp());
            }

            _turn %= peers.Count;
        }
    }
}
