using Microsoft.Extensions.Options;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Makes the connection of a peer.</summary>
internal sealed class ConnectionFactory(IClusterClient cluster, IOptions<GatewayOptions> options, TimeProvider time, ILogger<Connection> logger)
{
    public Connection Create(PeerId peer) => new(peer, cluster, options.Value, time, logger);
}
