namespace SignalFire.Grains;

/// <summary>What a peer's session is promised.</summary>
/// <param name="Grace">How long the peer may be without a connection.</param>
/// <param name="UnseenMessages">How many messages are kept that the peer has not seen.</param>
/// <param name="UnseenBytes">How many bytes of them.</param>
[GenerateSerializer, Immutable, Alias("signalfire.SessionTerms")]
public sealed record SessionTerms([property: Id(0)] TimeSpan Grace, [property: Id(1)] int UnseenMessages, [property: Id(2)] int UnseenBytes);
