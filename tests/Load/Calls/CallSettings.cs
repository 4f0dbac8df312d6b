namespace SignalFire.Load.Calls;

/// <summary>How many pairs set up how many calls each, and how many calls are set up at a time.</summary>
internal sealed record CallSettings(int Pairs, int Repeat, int Concurrency);
