using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>A gateway that takes tokens of an issuer of its own; the age of the keys goes by a clock of the test.</summary>
internal sealed class IssuerGateway(KeyServer issuer, GatewayHost host, FakeTimeProvider clock) : IAsyncDisposable
{
    public KeyServer Issuer => issuer;

    public GatewayHost Host => host;

    public FakeTimeProvider Clock => clock;

    public static async Task<IssuerGateway> StartAsync(params string[] settings)
    {
        var issuer = await KeyServer.StartAsync();
        var clock = new FakeTimeProvider();
        var host = await GatewayHost.StartAsync(
            services => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SigningKeys>(provider, clock)), [.. issuer.Settings, .. settings]);
        return new IssuerGateway(issuer, host, clock);
    }

    public Task<TestPeer> ConnectAsync(string token) => TestPeer.ConnectWithHeaderAsync(host.Url, $"Bearer {token}");

    /// <summary>What an upgrade request with this token is answered when it is refused.</summary>
    public async Task<HttpStatusCode> RefusalOfAsync(string token)
    {
        using var refusal = await Upgrade.SendAsync(host.At("http", "/"), authorization: $"Bearer {token}");
        return refusal.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await issuer.DisposeAsync();
    }
}
