namespace SignalFire.Grains.Peers;

/// <summary>A session on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("signalfire.SessionSnapshot")]
internal sealed record SessionSnapshot(
    [property: Id(0)] SessionCopy Copy, [property: Id(1)] int ShownGeneration, [property: Id(2)] long Settled, [property: Id(3)] SalvageSnapshot? Salvage = null);
