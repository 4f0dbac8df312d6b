using SignalFire.Load.Arguments;

namespace SignalFire.Load.Sizing;

/// <summary>Up to how many idle peers, one step after the other; how long each step, and then each load, is measured, in seconds.</summary>
internal sealed record SizingSettings(IReadOnlyList<int> Steps, double Settle, WireForm Form, int Pairs, int Rate, int Size, double Warmup, double Seconds);
