namespace SignalFire.Grains.Peers;

/// <summary>A peer on its way to another silo.</summary>
/// <param name="Session">Its session, if it has one.</param>
/// <param name="Fence">Who speaks for it.</param>
/// <param name="Left">How much of its grace period is left.</param>
/// <param name="Waiting">Envelopes that wait.</param>
/// <param name="Sources">What is known of the senders' envelopes.</param>
/// <param name="Doubt">What is in doubt, if anything is.</param>
/// <param name="Remembered">How long its last gateways may still ask what became of it.</param>
/// <param name="Senders">From where the senders deliver.</param>
/// <param name="Ended">Its sessions that are over.</param>
[GenerateSerializer, Immutable, Alias("signalfire.PeerSnapshot")]
internal sealed record PeerSnapshot(
    [property: Id(0)] SessionSnapshot? Session,
    [property: Id(1)] FenceSnapshot Fence,
    [property: Id(2)] TimeSpan Left,
    [property: Id(3)] Envelope[] Waiting,
    [property: Id(4)] SourceSnapshot[] Sources,
    [property: Id(5)] DoubtSnapshot? Doubt = null,
    [property: Id(6)] TimeSpan Remembered = default,
    [property: Id(7)] SenderSnapshot[]? Senders = null,
    [property: Id(8)] EndedSession[]? Ended = null);
