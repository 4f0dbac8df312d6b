using System.Collections.Concurrent;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>The connections of this gateway.</summary>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<ConnectionId, Connection> _connections = new();
    private volatile bool _isClosed;

    /// <summary>Those that are there now, in no order.</summary>
    public Connection[] All => [.. _connections.Values];

    /// <summary>Adds one; in a closed table it is asked to go elsewhere at once.</summary>
    public void Add(Connection connection)
    {
        _connections[connection.Id] = connection;
        if (_isClosed)
        {
            connection.Close(Protocol.CloseReason.GatewayLeaving);
        }
    }

    public void Remove(Connection connection) => _connections.TryRemove(connection.Id, out _);

    /// <summary>Keeps no connection that comes from now on.</summary>
    public void Close() => _isClosed = true;
}
