using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignalFire.Grains;

namespace SignalFire.Benchmarks.Delivery;

/// <summary>A silo and a client of it, joined by TCP, both in this process.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private const string ServiceId = "benchmarks";

    private readonly IHost _silo;
    private readonly IHost _client;

    private LocalCluster(IHost silo, IHost client)
    {
        _silo = silo;
        _client = client;
    }

    public IClusterClient Client => _client.Services.GetRequiredService<IClusterClient>();

    public static async Task<LocalCluster> StartAsync()
    {
        var (siloPort, gatewayPort, clusterId) = (FreePort(), FreePort(), Guid.NewGuid().ToString("n"));
        var silo = Build(builder => builder.UseOrleans(silo =>
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ServiceId, clusterId: clusterId).AddSignalFireGrains()));
        var client = Build(builder => builder.UseOrleansClient(client =>
            client.UseLocalhostClustering(gatewayPort, ServiceId, clusterId).Services.AddPushStreams(PeerStreams.ProviderName)));
        await silo.StartAsync();
        await client.StartAsync();
        return new LocalCluster(silo, client);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        await _silo.StopAsync();
        _client.Dispose();
        _silo.Dispose();
    }

    private static IHost Build(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        configure(builder);
        return builder.Build();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
