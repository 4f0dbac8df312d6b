using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using SignalFire.Silo.Clustering;
using StackExchange.Redis;

namespace SignalFire.Silo.Membership;

/// <summary>The cluster's membership table where Orleans keeps it: one hash.</summary>
internal sealed class TableInRedis(RedisConnection redis, IOptions<RedisClusteringOptions> clustering, IOptions<ClusterOptions> cluster)
{
    private readonly RedisKey _key = clustering.Value.CreateRedisKey(cluster.Value);

    /// <summary>The table; throws <see cref="RedisException"/>, <see cref="TimeoutException"/> or <see cref="OperationCanceledException"/> when Redis can't be reached.</summary>
    public async Task<TableRows> ReadAsync() => new(await (await DatabaseAsync()).HashGetAllAsync(_key, CommandFlags.DemandMaster));

    /// <summary>Writes all rows, if there are none: either no table, or the mere version 0 that a process leaves which is about to join or to look for silos.</summary>
    /// <returns>Whether it did; if not, somebody else was first, and the table is theirs.</returns>
    public async Task<bool> WriteIfEmptyAsync(TableRows rows) =>
        await WriteAsync(rows, Condition.KeyNotExists(_key))
        || await WriteAsync(rows, Condition.HashLengthEqual(_key, 1), Condition.HashEqual(_key, TableRows.VersionField, "0"));

    /// <summary>Writes all rows over those of an older version.</summary>
    /// <returns>Whether it did; if not, the table has changed meanwhile.</returns>
    public Task<bool> WriteOverAsync(TableRows older, TableRows rows) =>
        WriteAsync(rows, Condition.HashEqual(_key, TableRows.VersionField, older.Version), Condition.HashLengthEqual(_key, older.Entries.Length));

    private async Task<bool> WriteAsync(TableRows rows, params Condition[] conditions)
    {
        var transaction = (await DatabaseAsync()).CreateTransaction();
        foreach (var condition in conditions)
        {
            transaction.AddCondition(condition);
        }

        // Awaited by the transaction; what it answers is told there too.
        _ = transaction.HashSetAsync(_key, rows.Entries);
        return await transaction.ExecuteAsync(CommandFlags.DemandMaster);
    }

    private async Task<IDatabase> DatabaseAsync() => (await redis.ConnectedAsync()).GetDatabase();
}
