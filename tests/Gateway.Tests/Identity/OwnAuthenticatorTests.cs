using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class OwnAuthenticatorTests
{
    [Fact]
    public async Task One_registered_behind_takes_the_place_of_the_configured_mode()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, AlwaysAlice>(), Jwt.JwtGateway.Settings);
        await using var peer = await host.ConnectAsync();

        Assert.Equal("alice", peer.Id);
    }

    [Fact]
    public void One_registered_before_does_too()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<IPeerAuthenticator, AlwaysAlice>();
        builder.Services.AddSignalFireGateway();

        Assert.Equal(typeof(AlwaysAlice), builder.Services.Single(service => service.ServiceType == typeof(IPeerAuthenticator) && !service.IsKeyedService).ImplementationType);
    }

    [Fact]
    public async Task One_of_each_request_is_made_for_each_request()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddScoped<RequestNumber>().AddScoped<IPeerAuthenticator, NamedByScope>());
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();

        Assert.NotEqual(first.Id, second.Id, StringComparer.Ordinal);
    }

    [Fact]
    public async Task One_that_throws_lets_nobody_in()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, Throwing>());

        using var refusal = await Upgrade.SendAsync(host.At("http", "/"));

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.DoesNotContain("no database", await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Throwing), "finding out who they are failed")]
    [InlineData(typeof(Hanging), "was not found out within")]
    public async Task However_many_it_fails_the_log_says_so_once(Type authenticator, string warning)
    {
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton(typeof(IPeerAuthenticator), authenticator), "SignalFire:Identity:Patience=00:00:00.200");

        for (var i = 0; i < 5; i++)
        {
            using var refusal = await Upgrade.SendAsync(host.At("http", "/"));
        }

        Assert.Single(host.Log.Lines, line => line.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_hangs_lets_nobody_in()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, Hanging>(), "SignalFire:Identity:Patience=00:00:00.200");

        using var refusal = await Upgrade.SendAsync(host.At("http", "/"));

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
    }

    private sealed class AlwaysAlice : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(new PeerIdentity { PeerId = PeerId.Parse("alice") }));
    }

    private sealed class RequestNumber
    {
        public string Value { get; } = Guid.NewGuid().ToString();
    }

    private sealed class NamedByScope(RequestNumber number) : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(new PeerIdentity { PeerId = PeerId.Parse(number.Value) }));
    }

    private sealed class Throwing : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("There is no database.");
    }

    private sealed class Hanging : IPeerAuthenticator
    {
        public async ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
        {
            // Heeds nothing.
            await new TaskCompletionSource().Task;
            return PeerAuthentication.Grant(PeerIdentity.Anonymous);
        }
    }
}
