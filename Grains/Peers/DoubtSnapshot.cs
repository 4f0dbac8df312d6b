namespace SignalFire.Grains.Peers;

/// <summary>What is in doubt, on its way to another silo.</summary>
/// <param name="Patience">How long the connection of before is still waited for.</param>
/// <param name="Left">How long senders may still repeat what it took.</param>
/// <param name="Waiting">The envelopes that wait.</param>
[GenerateSerializer, Immutable, Alias("signalfire.DoubtSnapshot")]
internal sealed record DoubtSnapshot(
    [property: Id(0)] TimeSpan Patience, [property: Id(1)] TimeSpan Left, [property: Id(2)] Envelope[] Waiting);
