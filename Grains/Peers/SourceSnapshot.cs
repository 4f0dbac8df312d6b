namespace SignalFire.Grains.Peers;

/// <summary>What is known of one sender's connection, on its way to another silo.</summary>
/// <param name="Source">The sender's connection.</param>
/// <param name="Last">The highest number that is known.</param>
/// <param name="Settled">What became of the envelopes that may still be asked for.</param>
[GenerateSerializer, Immutable, Alias("signalfire.SourceSnapshot")]
internal sealed record SourceSnapshot(
    [property: Id(0)] ConnectionId Source, [property: Id(1)] long Last, [property: Id(2)] SettledEnvelope[] Settled);
