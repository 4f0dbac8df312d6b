using System.Diagnostics;

namespace SignalFire.Load.Latency;

/// <summary>Sends at a fixed rate, pair after pair, on a thread of its own; a message's time is when it was due.</summary>
internal sealed class Pacer(IReadOnlyList<OpenLoop> ends, int rate, LatencyWindow window)
{
    private static readonly TimeSpan ShortestNap = TimeSpan.FromMicroseconds(20);

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stop;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "pacer" }.Start();

    public Task StopAsync()
    {
        _stop = true;
        return _stopped.Task;
    }

    private void Run()
    {
        Nap.BePrecise();
        try
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; !_stop; i++)
            {
                long due = start + (long)((Int128)i * Stopwatch.Frequency / rate);
                WaitUntil(due);
                SendOne(ends[(int)(i % ends.Count)], due);
            }

            _stopped.SetResult();
        }
        catch (Exception failure)
        {
            _stopped.SetException(failure);
        }
    }

    private void SendOne(OpenLoop end, long due)
    {
        // A full socket means the server is far behind; waiting for it shows as latency, since due times go on.
        while (!end.Ready && !_stop)
        {
            Nap.For(ShortestNap);
        }

        if (_stop)
        {
            return;
        }

        if (window.Contains(due))
        {
            window.Lag.Add(Stopwatch.GetElapsedTime(due));
        }

        end.Send(due);
    }

    private void WaitUntil(long due)
    {
        TimeSpan left;
        while (!_stop && (left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due)) > ShortestNap)
        {
            Nap.For(left);
        }
    }
}
