using System.Collections.Concurrent;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>The connections of this gateway; ends them when the gateway stops.</summary>
internal sealed class ConnectionTable : IDisposable
{
    private readonly ConcurrentDictionary<ConnectionId, Connection> _connections = new();
    private readonly CancellationTokenRegistration _stopping;
    private volatile bool _closed;

    public ConnectionTable(IHostApplicationLifetime lifetime) => _stopping = lifetime.ApplicationStopping.Register(CloseAll);

    public void Add(Connection connection)
    {
        _connections[connection.Id] = connection;
        if (_closed)
        {
            connection.Close(CloseReason.GatewayLeaving);
        }
    }

    public void Remove(Connection connection) => _connections.TryRemove(connection.Id, out _);

    public void Dispose() => _stopping.Dispose();

    private void CloseAll()
    {
        _closed = true;
        foreach (var connection in _connections.Values)
        {
            connection.Close(CloseReason.GatewayLeaving);
        }
    }
}
