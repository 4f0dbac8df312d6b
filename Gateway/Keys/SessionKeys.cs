using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SignalFire.Silo.Clustering;

namespace SignalFire.Gateway.Keys;

/// <summary>
/// The keys of resume tokens: any gateway of the cluster reads what another signed. They are loaded before the gateway takes peers, kept in
/// memory and compared with Redis now and then, so a Redis that is away is not noticed and one that lost them gets them back.
/// </summary>
/// <remarks>
/// Not the stock Redis store of Data Protection: that one reads Redis while a peer waits, lets two gateways that start at the same moment
/// each make a first key, and learns of a key that another made after Redis lost them only a day later.
/// </remarks>
internal sealed partial class SessionKeys(
    KeysInRedis store,
    RedisConnection redis,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<SessionKeys> logger) : BackgroundService, IDataProtectionProvider
{
    private static readonly TimeSpan CompareInterval = TimeSpan.FromSeconds(10);

    private readonly string _application = $"{cluster.Value.ServiceId}/{cluster.Value.ClusterId}";
    private volatile KeyRing? _ring;

    /// <summary>What signs and reads at the moment.</summary>
    /// <exception cref="InvalidOperationException">The keys are not loaded yet.</exception>
    public KeyRing Ring => _ring ?? throw new InvalidOperationException("The session keys are not loaded yet: the gateway has not started.");

    /// <inheritdoc/>
    public IDataProtector CreateProtector(string purpose) => new SessionProtector(this, [purpose]);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (_ring is null)
        {
            try
            {
                await CompareAsync().WaitAsync(cancellationToken);
            }
            catch (Exception away) when (!cancellationToken.IsCancellationRequested)
            {
                LogAway(redis.Address, away.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ring?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CompareInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CompareOrSayAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task CompareOrSayAsync()
    {
        try
        {
            await CompareAsync();
        }
        catch (Exception away)
        {
            // Redis is away, most likely (its client throws, times out or cancels then). Whatever it is, the keys in memory are good.
            LogAway(redis.Address, away.Message);
        }
    }

    /// <summary>Gives Redis the keys that only this gateway has, and takes those that only Redis has; the very first one is made here.</summary>
    private async Task CompareAsync()
    {
        var there = await store.ReadAsync();
        var here = _ring?.Keys ?? (there.Count == 0 ? [KeyRing.FirstKey(_application)] : []);
        var missing = here.Except(there, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            if (!await store.AddAsync(missing, there.Count))
            {
                // Somebody else was faster: theirs is looked at next time, and a key that was never used is forgotten.
                return;
            }

            if (_ring is null)
            {
                LogMade(redis.Address);
            }
            else
            {
                LogWrittenBack(redis.Address, missing.Length);
            }
        }

        if (_ring is null || there.Except(here, StringComparer.Ordinal).Any())
        {
            // The old ring may be in use at this moment, and holds nothing that must be freed.
            _ring = new KeyRing(_application, there.Concat(missing));
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The session keys could not be compared with those in Redis at {Address}. ({Why})")]
    private partial void LogAway(string address, string why);

    [LoggerMessage(2, LogLevel.Information, "The first session key of this cluster was made and is in Redis at {Address}.")]
    private partial void LogMade(string address);

    [LoggerMessage(3, LogLevel.Warning, "{Keys} session keys were written to Redis at {Address}. If a key has just been renewed that is all; otherwise Redis lost them: give it persistence (appendonly yes) and maxmemory-policy noeviction.")]
    private partial void LogWrittenBack(string address, int keys);
}
