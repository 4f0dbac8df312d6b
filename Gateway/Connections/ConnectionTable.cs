using System.Collections.Concurrent;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>The connections of this gateway.</summary>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<ConnectionId, Connection> _connections = new();
    private volatile bool _isClosed;

    /// <summary>Those that are there now, in no order.</summary>
    public Connection[] All => [.. _connections.Values];

    /// <summary>Whether it keeps none that comes from now on.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>What they have together, in one walk over all of them.</summary>
    public TableMeasure Measure()
    {
        var (classic, v1, messages, bytes) = (0L, 0L, 0L, 0L);
        foreach (var (_, connection) in _connections)
        {
            _ = connection.Form is WireForm.V1 ? v1++ : classic++;
            var depth = connection.OutboxDepth;
            messages += depth.Messages;
            bytes += depth.Bytes;
        }

        return new TableMeasure(classic, v1, messages, bytes);
    }

    /// <summary>Adds one; in a closed table it is asked to go elsewhere at once.</summary>
    public void Add(Connection connection)
    {
        _connections[connection.Id] = connection;
        if (_isClosed)
        {
            connection.Close(CloseReason.GatewayLeaving);
        }
    }

    public void Remove(Connection connection) => _connections.TryRemove(connection.Id, out _);

    /// <summary>Keeps no connection that comes from now on.</summary>
    public void Close() => _isClosed = true;
}
