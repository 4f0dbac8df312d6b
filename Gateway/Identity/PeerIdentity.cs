using SignalFire.Gateway.Ice;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>Who a peer is, and what it may do.</summary>
public sealed record PeerIdentity
{
    /// <summary>Nobody in particular: named by the server, and free to send to whom it knows.</summary>
    public static readonly PeerIdentity Anonymous = new();

    /// <summary>The peer's id; null to have it named by <see cref="Peers.IPeerIdGenerator"/>.</summary>
    public PeerId? PeerId { get; init; }

    /// <summary>Whose peer it is, where several peers are of one user or device; null for nobody's. A session is resumed only by the same account.</summary>
    public string? Account { get; init; }

    /// <summary>When it ends: the connection is closed with 4501 then, unless it was renewed; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whom it may send to, and how fast.</summary>
    public SendRights Rights { get; init; } = SendRights.All;

    /// <summary>The ICE servers it is told, in place of the gateway's; null for those.</summary>
    public IReadOnlyList<IceServer>? IceServers { get; init; }

    /// <summary>Who may resume its session: its account, or else the peer that it names; null for whoever nobody knows.</summary>
    internal string? SessionOwner => Account is { } account ? $"account:{account}" : PeerId is { } named ? $"peer:{named.Value}" : null;

    /// <summary>Whether a renewal is of the same peer: an identity never changes its peer or its account.</summary>
    internal bool IsSameAs(PeerIdentity other) => PeerId == other.PeerId && string.Equals(Account, other.Account, StringComparison.Ordinal);
}
