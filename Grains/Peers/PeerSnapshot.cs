namespace SignalFire.Grains.Peers;

/// <summary>A peer on its way to another silo.</summary>
/// <param name="Session">Its session, if it has one.</param>
/// <param name="Connection">The connection it is attached to; null in its grace period.</param>
/// <param name="LastConnection">The connection it was attached to last.</param>
/// <param name="Epoch">Its last attachment.</param>
/// <param name="Left">How much of its grace period is left.</param>
/// <param name="Waiting">Envelopes that wait.</param>
/// <param name="Sources">What is known of the senders' envelopes.</param>
/// <param name="FirstEpoch">The first attachment of that connection.</param>
/// <param name="HasDetached">Whether that connection left.</param>
[GenerateSerializer, Immutable, Alias("signalfire.PeerSnapshot")]
internal sealed record PeerSnapshot(
    [property: Id(0)] SessionSnapshot? Session,
    [property: Id(1)] ConnectionId? Connection,
    [property: Id(2)] ConnectionId LastConnection,
    [property: Id(3)] long Epoch,
    [property: Id(4)] TimeSpan Left,
    [property: Id(5)] Envelope[] Waiting,
    [property: Id(6)] SourceSnapshot[] Sources,
    [property: Id(7)] long FirstEpoch,
    [property: Id(8)] bool HasDetached);
