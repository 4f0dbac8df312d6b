namespace SignalFire.Load.Latency;

/// <summary>How many messages per second over all pairs, how big in bytes, how long in seconds.</summary>
internal sealed record LatencySettings(int Pairs, int Size, int Rate, double Warmup, double Seconds);
