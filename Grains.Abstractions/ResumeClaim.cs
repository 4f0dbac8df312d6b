namespace SignalFire.Grains;

/// <summary>What a peer claims with its resume token; the gateway has checked the token's signature and that it is this peer's.</summary>
/// <param name="Session">The session to resume.</param>
/// <param name="Generation">Which of the session's tokens it is.</param>
/// <param name="Seen">The last message the peer has seen.</param>
[GenerateSerializer, Immutable, Alias("signalfire.ResumeClaim")]
public sealed record ResumeClaim([property: Id(0)] Guid Session, [property: Id(1)] int Generation, [property: Id(2)] long Seen);
