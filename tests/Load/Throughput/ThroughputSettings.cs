namespace SignalFire.Load.Throughput;

/// <summary>How much is sent, how big, how long; seconds are of the clock, sizes in bytes.</summary>
internal sealed record ThroughputSettings(int Pairs, int Size, int Window, double Warmup, double Seconds);
