using Microsoft.Extensions.Options;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Makes the connection of a peer.</summary>
internal sealed class ConnectionFactory(
    IClusterClient cluster,
    Reattaching reattaching,
    PersistentDelivery delivery,
    FirstCalls firstCalls,
    BusyTurns turns,
    OutboxBudget budget,
    IdentityCheck identities,
    GuardedPolicy policy,
    IceServers ice,
    IOptions<GatewayOptions> options,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<Connection> logger)
{
    /// <param name="peer">Who speaks.</param>
    /// <param name="identity">What it was granted.</param>
    /// <param name="form">The form of the protocol it speaks.</param>
    /// <param name="seen">The last message it has seen of the session it resumes; 0 for a new one.</param>
    public Connection Create(PeerId peer, PeerIdentity identity, WireForm form, long seen = 0) =>
        new(peer, new HeldIdentity(peer, identity, identities, time), policy, form, seen, ice, cluster, reattaching, delivery, firstCalls, turns, budget, options.Value, metrics, time, logger);
}
