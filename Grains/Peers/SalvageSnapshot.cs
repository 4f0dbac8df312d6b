namespace SignalFire.Grains.Peers;

/// <summary>How a session was salvaged, on its way to another silo.</summary>
/// <param name="From">The session that was lost.</param>
/// <param name="By">The token by which it was salvaged.</param>
/// <param name="At">The first attachment after it was.</param>
[GenerateSerializer, Immutable, Alias("signalfire.SalvageSnapshot")]
internal sealed record SalvageSnapshot([property: Id(0)] Guid From, [property: Id(1)] int By, [property: Id(2)] long At);
