namespace SignalFire.Load.Sizing;

/// <summary>Resident memory with so many idle peers, in bytes.</summary>
internal sealed record MemoryStep(int Peers, long Gateway, long Silo);
