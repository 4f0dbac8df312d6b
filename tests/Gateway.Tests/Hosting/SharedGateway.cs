using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>One gateway with the stock options, for all tests that leave it as they found it; it refuses nothing while the machine stands still.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private GatewayHost? _host;

    internal GatewayHost Host => _host!;

    public async ValueTask InitializeAsync() =>
        _host = await GatewayHost.StartAsync(settings: "SignalFire:Gateway:TargetPatience=00:01:00");

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal Task<TestPeer> ConnectAsync() => Host.ConnectAsync();

    internal Task<TestPeer> ConnectV1Async() => Host.ConnectV1Async();
}
