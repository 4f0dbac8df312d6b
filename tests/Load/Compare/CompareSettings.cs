namespace SignalFire.Load.Compare;

/// <summary>The size of each scenario; seconds of measured time, rounds of base and target.</summary>
internal sealed record CompareSettings(int Rounds, int Pairs, int Peers, int Window, double Seconds);
