namespace SignalFire.Grains;

/// <summary>Asks a peer's grain to bind it to a connection.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Resumable">Whether the peer can resume a session when it loses the connection: it gets a grace period then.</param>
/// <param name="Claim">The session that the peer wants back; null for a new one.</param>
/// <param name="Copy">What the connection knows of the session when its attachment was lost, not the connection; null for a new connection.</param>
/// <param name="OnlyIfFree">Whether a peer that is there (attached, in its grace period, or perhaps being healed) is left alone: <see cref="AttachOutcome.Taken"/>.</param>
/// <param name="IsNew">Whether the peer's id was made just now, at random: nobody had it before, so nothing can have arrived there.</param>
[GenerateSerializer, Immutable, Alias("signalfire.AttachRequest")]
public sealed record AttachRequest(
    [property: Id(0)] ConnectionId Connection,
    [property: Id(1)] bool Resumable = false,
    [property: Id(2)] ResumeClaim? Claim = null,
    [property: Id(3)] SessionCopy? Copy = null,
    [property: Id(4)] bool OnlyIfFree = false,
    [property: Id(5)] bool IsNew = false);
