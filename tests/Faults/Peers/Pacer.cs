using System.Diagnostics;

namespace SignalFire.Faults.Peers;

/// <summary>Sends at a fixed rate, one turn after the other. A peer without a connection loses its turn.</summary>
internal sealed class Pacer(IReadOnlyList<Turn> turns, int rate)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(500);

    private int _next;

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
                var turn = turns[_next];
                turn.Sender.Send(turn.Target, Stopwatch.GetTimestamp());
                _next = (_next + 1) % turns.Count;
            }
        }
    }
}
