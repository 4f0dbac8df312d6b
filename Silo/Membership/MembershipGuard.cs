using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SignalFire.Silo.Clustering;

namespace SignalFire.Silo.Membership;

/// <summary>
/// Looks whether Redis still lists this silo. A Redis that comes back empty would let the next silo found a second cluster, and this one
/// would never learn of it; nor of whoever joins one that comes back older than it was. So the table is written back as long as nobody else
/// has begun a new one, and if somebody has, it is said loudly.
/// </summary>
internal sealed partial class MembershipGuard(
    TableInRedis table,
    IMembershipTable orleans,
    RedisConnection redis,
    IClusterMembershipService membership,
    ILocalSiloDetails self,
    IOptions<ClusterOptions> cluster,
    IOptions<MembershipOptions> options,
    TimeProvider time,
    ILogger<MembershipGuard> logger) : BackgroundService
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private TableRows? _copy;
    private long? _reported;

    /// <summary>Whether this silo was listed and is not now, or others joined an older table.</summary>
    public bool IsLost => _reported is not null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var connection = await redis.ConnectedAsync().WaitAsync(stoppingToken);
            // A Redis that restarted is looked at before anybody else finds the table empty.
            connection.ConnectionRestored += (_, _) => _ = CatchUpAsync(stoppingToken);
            await Task.WhenAll(CheckOnTimeAsync(stoppingToken), CheckOnChangeAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops, and leaves the table.
        }
    }

    private async Task CheckOnTimeAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Value.CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await CheckAsync(stopping);
        }
    }

    private async Task CheckOnChangeAsync(CancellationToken stopping)
    {
        await foreach (var _ in membership.MembershipUpdates.WithCancellation(stopping))
        {
            await CheckAsync(stopping);
        }
    }

    private Task CatchUpAsync(CancellationToken stopping) => CheckAsync(
        async () =>
        {
            await LookAsync();
            if (_copy is not null && !IsLost)
            {
                // After a long outage Orleans tries again only a minute later, and meanwhile counts who did not write as stale.
                await orleans.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = self.SiloAddress, IAmAliveTime = time.GetUtcNow().UtcDateTime }, stopping);
                await membership.Refresh(cancellationToken: stopping);
            }
        },
        stopping);

    private Task CheckAsync(CancellationToken stopping) => CheckAsync(LookAsync, stopping);

    private async Task CheckAsync(Func<Task> look, CancellationToken stopping)
    {
        try
        {
            await _oneAtATime.WaitAsync(stopping);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        try
        {
            await look();
        }
        catch (Exception away)
        {
            // Redis is away, most likely; whatever it is, the next look may succeed.
            LogAway(redis.Address, away.Message);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task LookAsync()
    {
        // Before the table is read: it may go on meanwhile.
        var known = membership.CurrentSnapshot.Version.Value;
        var rows = await table.ReadAsync();
        if (IsMerelyBehind(rows, known))
        {
            await WriteBackAsync(rows);
            // By another silo, if not by this one.
            rows = await table.ReadAsync();
        }

        if (_copy is not null && !rows.Lists(self.SiloAddress))
        {
            Report(() => LogLost(redis.Address, cluster.Value.ClusterId, rows.Silos));
        }
        else if (_copy is not null && rows.Version < known)
        {
            Report(() => LogOlder(redis.Address, cluster.Value.ClusterId, rows.Version, known));
        }
        else if (rows.Lists(self.SiloAddress))
        {
            Keep(rows);
        }
    }

    /// <summary>Whether it is empty, or older than what this silo has seen, and nobody has joined it since.</summary>
    private bool IsMerelyBehind(TableRows rows, long known) => rows.Silos == 0 || (rows.Version < known && _copy?.ListsAllOf(rows) is true);

    /// <summary>Only what this very silo goes by may be written back: another version would be a membership that nobody agreed on.</summary>
    private async Task WriteBackAsync(TableRows rows)
    {
        if (_copy is null || _copy.Version != membership.CurrentSnapshot.Version.Value)
        {
            return;
        }

        if (rows.Silos == 0 && await table.WriteIfEmptyAsync(_copy))
        {
            LogWrittenBack(redis.Address, cluster.Value.ClusterId, _copy.Silos);
        }
        else if (rows.Silos > 0 && await table.WriteOverAsync(rows, _copy))
        {
            LogWrittenOver(redis.Address, cluster.Value.ClusterId, rows.Version, _copy.Version);
        }
    }

    private void Keep(TableRows rows)
    {
        if (rows.Version == membership.CurrentSnapshot.Version.Value)
        {
            _copy = rows;
        }

        if (_reported is not null)
        {
            _reported = null;
            LogListed(redis.Address, cluster.Value.ClusterId);
        }
    }

    private void Report(Action log)
    {
        if (_reported is not { } reported || time.GetElapsedTime(reported) >= ReportInterval)
        {
            _reported = time.GetTimestamp();
            log();
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The membership table in Redis at {Address} could not be checked. ({Why})")]
    private partial void LogAway(string address, string why);

    [LoggerMessage(2, LogLevel.Warning, "Redis at {Address} came back without the membership table of cluster '{ClusterId}'; it was written back with its {Silos} silos, and nothing else is lost of it. Give Redis persistence (appendonly yes) and maxmemory-policy noeviction.")]
    private partial void LogWrittenBack(string address, string clusterId, int silos);

    [LoggerMessage(3, LogLevel.Information, "Redis at {Address} lists this silo of cluster '{ClusterId}' again.")]
    private partial void LogListed(string address, string clusterId);

    [LoggerMessage(4, LogLevel.Critical, "Redis at {Address} lost the membership table of cluster '{ClusterId}' and does not list this silo any more; it lists {Silos} others. They are a second cluster, whose peers can't reach the peers of this one. Restart this silo, and all others that say this: they will join the second. Give Redis persistence (appendonly yes) and maxmemory-policy noeviction.")]
    private partial void LogLost(string address, string clusterId, int silos);

    [LoggerMessage(5, LogLevel.Warning, "Redis at {Address} came back with an older membership table of cluster '{ClusterId}' (version {Version}, of {Known}); the newer was written over it, and nothing is lost of it. Give Redis persistence (appendonly yes), and look how it lost its last writes.")]
    private partial void LogWrittenOver(string address, string clusterId, long version, long known);

    [LoggerMessage(6, LogLevel.Critical, "Redis at {Address} holds an older membership table of cluster '{ClusterId}' (version {Version}, of {Known}), and it can't be written over, since others joined it or nobody here has the newest: this silo will not learn who comes and goes. Restart this silo, and all others that say this, one after the other. Give Redis persistence (appendonly yes), and look how it lost its last writes.")]
    private partial void LogOlder(string address, string clusterId, long version, long known);
}
