using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SignalFire.Silo.Clustering;
using StackExchange.Redis;

namespace SignalFire.Gateway.Keys;

/// <summary>The keys that all gateways of a cluster share: a list in its Redis.</summary>
/// <remarks>Each method throws <see cref="RedisException"/>, <see cref="TimeoutException"/> or <see cref="OperationCanceledException"/> when Redis can't be reached.</remarks>
internal sealed class KeysInRedis(RedisConnection redis, IOptions<ClusterOptions> cluster)
{
    private readonly RedisKey _key = $"{cluster.Value.ServiceId}/session-keys/{cluster.Value.ClusterId}";

    /// <summary>The keys in Redis; waits for a Redis that was never reached yet.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync() =>
        [.. (await (await DatabaseAsync()).ListRangeAsync(_key, flags: CommandFlags.DemandMaster)).Select(key => key.ToString())];

    /// <summary>Adds keys, if the list is still as long as it was when it was read: who comes second reads again, and none is ever there twice.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> AddAsync(IEnumerable<string> keys, int lengthBefore)
    {
        var transaction = (await DatabaseAsync()).CreateTransaction();
        transaction.AddCondition(Condition.ListLengthEqual(_key, lengthBefore));
        // Awaited by the transaction; what it answers is told there too.
        _ = transaction.ListRightPushAsync(_key, [.. keys.Select(key => (RedisValue)key)]);
        return await transaction.ExecuteAsync(CommandFlags.DemandMaster);
    }

    private async Task<IDatabase> DatabaseAsync() => (await redis.ConnectedAsync()).GetDatabase();
}
