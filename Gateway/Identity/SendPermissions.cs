using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>What a connection's peer may do right now.</summary>
internal sealed class SendPermissions(PeerId peer, HeldIdentity identity, GuardedPolicy policy)
{
    /// <summary>What the answers rest on; when it is another one, they have to be asked for again.</summary>
    public PeerIdentity Basis => identity.Now;

    /// <summary>Whether the peer may send to a target. Never throws: what can't be decided is denied.</summary>
    public bool MaySend(PeerIdentity basis, PeerId target) => policy.MaySend(peer, basis, target);
}
