namespace SignalFire.Grains;

/// <summary>The binding of a peer to a connection.</summary>
/// <param name="Outcome">What became of the attach; of the other values, only those of an attach that was not refused mean something.</param>
/// <param name="Epoch">Counts the peer's attachments; a caller with a smaller one is stale. Grows even when the grain lost its memory.</param>
/// <param name="Session">The session.</param>
/// <param name="Generation">Which of the session's resume tokens is this connection's.</param>
/// <param name="Terms">What the session is promised.</param>
/// <param name="WasThere">Whether the peer was there before: attached, or in its grace period.</param>
/// <param name="After">The last message of the session before those that follow.</param>
/// <param name="Owed">The last message that is acknowledged already: those behind <paramref name="After"/> up to it must follow, or are lost.</param>
/// <param name="Sources">The last envelope of each sender's connection that was delivered lately, to older connections of the peer; null for none.</param>
/// <param name="MayComeBack">
/// Whether a connection that is <see cref="AttachOutcome.Replaced"/> has a later resume token than the one that took the peer: should its peer be
/// alive, it may come back with it.
/// </param>
[GenerateSerializer, Immutable, Alias("signalfire.Attachment")]
public sealed record Attachment(
    [property: Id(0)] AttachOutcome Outcome,
    [property: Id(1)] long Epoch = 0,
    [property: Id(2)] Guid Session = default,
    [property: Id(3)] int Generation = 0,
    [property: Id(4)] SessionTerms? Terms = null,
    [property: Id(5)] bool WasThere = false,
    [property: Id(6)] long After = 0,
    [property: Id(7)] long Owed = 0,
    [property: Id(8)] SourceMark[]? Sources = null,
    [property: Id(9)] bool MayComeBack = false)
{
    /// <summary>Whether the connection has the peer.</summary>
    public bool IsAttached => Outcome is AttachOutcome.Started or AttachOutcome.Resumed or AttachOutcome.ResumedWithGap;
}
