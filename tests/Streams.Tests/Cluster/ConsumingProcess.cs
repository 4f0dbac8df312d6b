using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>Stands for a process of its own: an Orleans client that can end as processes do.</summary>
internal sealed class ConsumingProcess : IAsyncDisposable
{
    private readonly Wires _wires = new();
    private readonly IHost _host;

    public ConsumingProcess(ClusterOptions cluster, IPEndPoint[] silos)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(silos);
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = cluster.ClusterId;
                options.ServiceId = cluster.ServiceId;
            });
            client.Configure<ClientConnectionOptions>(options => options.ConfigureConnection(_wires.AddTo));
            client.Services.AddSingleton<IIncomingGrainCallFilter>(_wires);
            client.Services.AddSingleton<IOutgoingGrainCallFilter>(_wires);
            ClientSetup.Configure(client);
        });
        _host = builder.Build();
    }

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>How many pings of silos came.</summary>
    public int Pings => _wires.Pings;

    /// <summary>How many times it looked for a subscription.</summary>
    public int Looks => _wires.Looks;

    /// <summary>Its half of the push streams.</summary>
    public PushConsumer Consumer => _host.Services.GetRequiredService<PushConsumer>();

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Makes it answer again after <see cref="ProcessEnd.Frozen"/>.</summary>
    public void Thaw() => _wires.Thaw();

    /// <summary>Makes silos seem silent to it, while it answers them.</summary>
    public void Deafen() => _wires.Deafen();

    /// <summary>Makes grains seem silent to it when it looks for a subscription.</summary>
    public void Blind() => _wires.Blind();

    /// <summary>Ends it in a way.</summary>
    public async Task EndAsync(ProcessEnd end)
    {
        switch (end)
        {
            case ProcessEnd.Stopped:
                await _host.StopAsync(TestContext.Current.CancellationToken);
                break;
            case ProcessEnd.Killed:
                _wires.Cut();
                break;
            case ProcessEnd.Frozen:
                _wires.Freeze();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(end));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _wires.Cut();
        await _host.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _host.Dispose();
    }
}
