using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using SignalFire.Gateway.Keys;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Silo.Clustering;

namespace SignalFire.Cluster.Tests.Keys;

/// <summary>What a gateway has of the session keys, and nothing else of it.</summary>
internal sealed class KeyHost : IAsyncDisposable
{
    private readonly IHost _host;

    private KeyHost(IHost host) => _host = host;

    public IDataProtector Protector => _host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("tokens");

    public static async Task<KeyHost> StartAsync(string redis, string cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = ("signalfire", cluster));
        builder.Services.AddRedisCluster(redis);
        builder.Services.AddClusterSessionKeys();
        var host = new KeyHost(builder.Build());
        await host._host.StartAsync().Within("the session keys");
        return host;
    }

    /// <summary>Whether it reads what another signed.</summary>
    public bool Reads(byte[] token)
    {
        try
        {
            return Protector.Unprotect(token) is [1, 2, 3];
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    public byte[] Sign() => Protector.Protect([1, 2, 3]);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().Within("the stop of the session keys");
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
