using System.Numerics;

namespace SignalFire.Load.Latency;

/// <summary>Counts durations in buckets under 1% wide, whatever their magnitude. Thread-safe.</summary>
internal sealed class Histogram
{
    private const int SubBits = 7;
    private const int SubBuckets = 1 << SubBits;

    private readonly long[] _counts = new long[(65 - SubBits) * SubBuckets];
    private long _most;

    public void Add(TimeSpan duration)
    {
        long nanoseconds = Math.Max(0, (long)duration.TotalNanoseconds);
        Interlocked.Increment(ref _counts[Bucket(nanoseconds)]);
        long most;
        while (nanoseconds > (most = Volatile.Read(ref _most)))
        {
            Interlocked.CompareExchange(ref _most, nanoseconds, most);
        }
    }

    public long Count => _counts.Sum();

    public double MaxMilliseconds => _most / 1e6;

    /// <summary>The duration, in milliseconds, that this part (0 to 1) of all do not exceed.</summary>
    public double Milliseconds(double part)
    {
        long rank = (long)Math.Ceiling(part * Count);
        long seen = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank && seen > 0)
            {
                return Middle(bucket) / 1e6;
            }
        }

        return 0;
    }

    public string Percentiles()
    {
        string low = Invariant($"p50 {Milliseconds(0.5):0.000}  p90 {Milliseconds(0.9):0.000}  p99 {Milliseconds(0.99):0.000}");
        return Invariant($"{low}  p99.9 {Milliseconds(0.999):0.000}  max {MaxMilliseconds:0.000} ms");
    }

    private static int Bucket(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift * SubBuckets) + (int)(value >> shift);
    }

    private static double Middle(int bucket)
    {
        int shift = Math.Max(0, (bucket / SubBuckets) - 1);
        return (bucket - (shift * SubBuckets) + (shift == 0 ? 0 : 0.5)) * Math.Pow(2, shift);
    }
}
