using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Peers;

/// <summary>A gateway whose host names the peers by their query.</summary>
public sealed class NamedPeersGateway : IAsyncLifetime
{
    private GatewayHost? _host;

    internal GatewayHost Host => _host!;

    public async ValueTask InitializeAsync() =>
        _host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerIdGenerator, QueryPeerIds>());

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
