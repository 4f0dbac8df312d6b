using StackExchange.Redis;

namespace SignalFire.Silo.Clustering;

/// <summary>This process's one connection to Redis. It waits for a Redis that is not there yet, says which address it tries, and comes back by itself when Redis does.</summary>
public sealed partial class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly ConfigurationOptions _configuration;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisConnection> _logger;
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private volatile ConnectionMultiplexer? _current;

    internal RedisConnection(ConfigurationOptions configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RedisConnection> logger)
    {
        _configuration = configuration;
        _lifetime = lifetime;
        _time = time;
        _logger = logger;
        // The stock policy backs off to 10 s, which peers of a cluster in need would wait.
        configuration.ReconnectRetryPolicy = new LinearRetry((int)RetryInterval.TotalMilliseconds);
        // Endpoints only: the whole string may hold a password.
        Address = string.Join(", ", configuration.EndPoints.Select(Describe));
    }

    /// <summary>Where Redis is, without a password.</summary>
    public string Address { get; }

    /// <summary>Whether there is a connection now.</summary>
    internal bool IsConnected => _current?.IsConnected ?? false;

    /// <summary>The connection, once there is one; the first caller begins to connect.</summary>
    public Task<IConnectionMultiplexer> ConnectedAsync()
    {
        lock (_gate)
        {
            return _connecting ??= ConnectAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _current?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        while (true)
        {
            try
            {
                var redis = await ConnectionMultiplexer.ConnectAsync(_configuration);
                _current = redis;
                LogConnected(Address);
                return redis;
            }
            catch (Exception unreachable) when (unreachable is RedisException or TimeoutException or OperationCanceledException)
            {
                LogUnreachable(Address, unreachable.Message, RetryInterval.TotalSeconds);
                await Task.Delay(RetryInterval, _time, _lifetime.ApplicationStopping);
            }
        }
    }

    private static string Describe(System.Net.EndPoint endpoint) =>
        endpoint is System.Net.DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : endpoint.ToString()!;

    [LoggerMessage(1, LogLevel.Information, "Connected to Redis at {Address}.")]
    private partial void LogConnected(string address);

    [LoggerMessage(2, LogLevel.Warning, "Redis at {Address} can't be reached; trying again every {Seconds} s. Set ConnectionStrings:redis if that is not its address. ({Why})")]
    private partial void LogUnreachable(string address, string why, double seconds);
}
