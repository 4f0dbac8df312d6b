using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class HealthTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_started_gateway_is_live_and_ready()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.At("http", "/health/live")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.At("http", "/health/ready")));
    }

    [Fact]
    public async Task A_gateway_that_is_starting_is_live_but_not_ready()
    {
        var others = new TaskCompletionSource();
        await using var host = GatewayHost.Build(services => services.AddSingleton<IHostedService>(new SlowStart(others.Task)));
        var listening = host.Log.LineWith("Now listening on");
        var starting = host.StartAsync();
        await listening.Within("the gateway to listen");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.At("http", "/health/live")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(host.At("http", "/health/ready")));

        others.SetResult();
        await starting;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.At("http", "/health/ready")));
    }

    [Fact]
    public async Task A_gateway_that_is_starting_refuses_peers_with_503()
    {
        var others = new TaskCompletionSource();
        await using var host = GatewayHost.Build(services => services.AddSingleton<IHostedService>(new SlowStart(others.Task)));
        var listening = host.Log.LineWith("Now listening on");
        var starting = host.StartAsync();
        await listening.Within("the gateway to listen");

        using var refusal = await Upgrade.SendAsync(host.At("http", "/"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        others.SetResult();
        await starting;
    }

    [Fact]
    public async Task A_gateway_that_is_stopping_is_live_but_not_ready()
    {
        await using var host = await GatewayHost.StartAsync();

        host.Lifetime.StopApplication();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.At("http", "/health/live")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(host.At("http", "/health/ready")));
    }

    [Fact]
    public async Task A_gateway_that_is_stopping_refuses_peers_with_503()
    {
        await using var host = await GatewayHost.StartAsync();

        host.Lifetime.StopApplication();
        using var refusal = await Upgrade.SendAsync(host.At("http", "/"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri url)
    {
        using var response = await Http.GetAsync(url, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private sealed class SlowStart(Task others) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => others.WaitAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
