using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Peers;

/// <summary>Told of the peers that come to this gateway and leave it. Register as many as you like.</summary>
/// <remarks>
/// A peer that is taken over by a newer connection, here or at another gateway, is neither added nor removed: the two events of one peer
/// come in pairs, as seen over the whole cluster. A peer in its grace period is there; when that ends, the gateway that lost its last
/// connection tells so within seconds, unless that gateway has stopped by then. Exceptions are logged and change nothing.
/// </remarks>
public interface IPeerObserver
{
    /// <summary>The peer can be reached from every gateway.</summary>
    ValueTask PeerAddedAsync(PeerId peer);

    /// <summary>The peer can't be reached any more.</summary>
    /// <param name="peer">Who left.</param>
    /// <param name="reason">Why its last connection ended.</param>
    ValueTask PeerRemovedAsync(PeerId peer, CloseReason reason);
}
