namespace SignalFire.Load.Connect;

/// <summary>How many peers connect, how many at a time, and how many seconds they then stay, if they do.</summary>
internal sealed record ConnectSettings(int Count, int Concurrency, bool Hold, double Settle);
