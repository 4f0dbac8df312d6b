using System.Diagnostics;
using SignalFire.Load.Connections;

namespace SignalFire.Load.Pairs;

/// <summary>Opens the connections of a run and closes them all at its end.</summary>
internal sealed class ConnectionPool(int count) : IAsyncDisposable
{
    private const int CloseConcurrency = 64;

    private readonly Connection?[] _connections = new Connection?[count];

    /// <summary>Opens all, and hands each over with the time it took.</summary>
    public Task OpenAsync(
        Func<int, GatewayAddress> gateway, int concurrency, Action<Connection, TimeSpan> start, CancellationToken cancellation) =>
        ForEachAsync(count, concurrency, async (i, token) =>
        {
            long began = Stopwatch.GetTimestamp();
            Connection connection = await Opening.OpenAsync(gateway(i), token);
            _connections[i] = connection;
            start(connection, Stopwatch.GetElapsedTime(began));
        }, cancellation);

    /// <summary>Opens pairs. A pair starts as soon as it can: an id told before its peer can be reached would show.</summary>
    public Task OpenPairsAsync(
        Func<int, GatewayAddress> sender,
        Func<int, GatewayAddress> target,
        int concurrency,
        Func<int, Connection, Connection, ValueTask> start,
        CancellationToken cancellation) =>
        ForEachAsync(count / 2, concurrency, async (i, token) =>
        {
            Connection one = await Opening.OpenAsync(sender(i), token);
            _connections[2 * i] = one;
            Connection other = await Opening.OpenAsync(target(i), token);
            _connections[(2 * i) + 1] = other;
            await start(i, one, other);
        }, cancellation);

    public async ValueTask DisposeAsync() => await ForEachAsync(count, CloseConcurrency, async (i, _) =>
    {
        if (_connections[i] is { } connection)
        {
            await connection.DisposeAsync();
        }
    }, CancellationToken.None);

    private static Task ForEachAsync(
        int times, int concurrency, Func<int, CancellationToken, ValueTask> body, CancellationToken cancellation)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation };
        return Parallel.ForEachAsync(Enumerable.Range(0, times), options, body);
    }
}
