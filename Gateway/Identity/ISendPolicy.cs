using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>Decides who may send to whom, at the sender's gateway, before the cluster is called. Register your own to replace the default, which goes by <see cref="PeerIdentity.Rights"/>.</summary>
/// <remarks>Asked once for a target and then remembered for as long as the connection talks to it and its identity is not renewed; must not block. An exception denies.</remarks>
public interface ISendPolicy
{
    /// <summary>Whether the peer may send to the target; false is answered <c>denied</c>.</summary>
    bool MaySend(PeerId sender, PeerIdentity identity, PeerId target);
}
