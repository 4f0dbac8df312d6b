using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SignalFire.Faults.Clusters;

/// <summary>Watches how a cluster gets over the death of a silo: when the membership knows it, and when the gateways have attached its peers anew.</summary>
internal sealed partial class Healing(RunningCluster cluster) : IDisposable
{
    /// <summary>How soon after the membership knows it all peers should be attached again.</summary>
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly LogTail[] _logs = [.. cluster.Gateways.Select(gateway => new LogTail(gateway.Process))];
    private readonly bool[] _began = new bool[cluster.Gateways.Count];
    private readonly int[] _underWay = new int[cluster.Gateways.Count];
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan? _known;
    private TimeSpan _healed;
    private int _peers;

    private bool IsOver => _known is not null && Array.TrueForAll(_began, began => began) && Array.TrueForAll(_underWay, underWay => underWay == 0);

    /// <summary>Waits until the cluster is over it.</summary>
    /// <returns>How long each step took.</returns>
    public async Task<string> WatchAsync(CancellationToken cancellation)
    {
        while (!IsOver && Stopwatch.GetElapsedTime(_started) < Limit)
        {
            if (_known is null && await cluster.Redis.DeadSilosAsync(cluster.Name, cancellation) > 0)
            {
                _known = Stopwatch.GetElapsedTime(_started);
            }

            Read();
            await Task.Delay(Glance, cancellation);
        }

        return _known is not { } known ? Invariant($"the membership did not know it within {Limit.TotalSeconds:0} s")
            : !IsOver ? Invariant($"the membership knew after {known.TotalSeconds:0.0} s; not every gateway said within {Limit.TotalSeconds:0} s that its peers are attached again")
            : Invariant($"the membership knew after {known.TotalSeconds:0.0} s; {_peers} peers attached again {(_healed - known).TotalSeconds:0.0} s later, aim {Aim.TotalSeconds:0}{(_healed - known > Aim ? ", MISSED" : "")}");
    }

    public void Dispose() => Array.ForEach(_logs, log => log.Dispose());

    [GeneratedRegex(@"(?<peers>\d+) attachments were made anew", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MadeAnew { get; }

    private void Read()
    {
        for (var i = 0; i < _logs.Length; i++)
        {
            foreach (var line in _logs[i].Read())
            {
                if (line.Contains("Attachments of peers are lost", StringComparison.Ordinal))
                {
                    _began[i] = true;
                    _underWay[i]++;
                }
                else if (MadeAnew.Match(line) is { Success: true } made)
                {
                    _underWay[i]--;
                    _peers += int.Parse(made.Groups["peers"].ValueSpan, CultureInfo.InvariantCulture);
                    _healed = Stopwatch.GetElapsedTime(_started);
                }
            }
        }
    }
}
