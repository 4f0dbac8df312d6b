namespace SignalFire.Grains.Peers;

/// <summary>Who speaks for a peer that is on its way to another silo.</summary>
/// <param name="Connection">The connection it is attached to; null in its grace period.</param>
/// <param name="Last">The connection it was attached to last.</param>
/// <param name="FirstEpoch">The first attachment of that connection that was given here.</param>
/// <param name="Epoch">The last attachment.</param>
/// <param name="HasDetached">Whether that connection left.</param>
/// <param name="KnownEpoch">The attachment that it knew of when it came here.</param>
[GenerateSerializer, Immutable, Alias("signalfire.FenceSnapshot")]
internal sealed record FenceSnapshot(
    [property: Id(0)] ConnectionId? Connection,
    [property: Id(1)] ConnectionId Last,
    [property: Id(2)] long FirstEpoch,
    [property: Id(3)] long Epoch,
    [property: Id(4)] bool HasDetached,
    [property: Id(5)] long KnownEpoch);
