using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class AnonymousWarningTests
{
    [Fact]
    public async Task A_gateway_that_lets_anybody_in_says_so_once()
    {
        await using var host = await GatewayHost.StartAsync(settings: "environment=Production");

        Assert.Single(host.Log.Lines, IsWarning);
    }

    [Fact]
    public async Task The_program_says_so_unless_it_is_told_that_it_is_in_development()
    {
        await using var gateway = await ProgramGateway.StartAsync();

        await gateway.LineWithAsync("Anybody may connect");
        Assert.Single(gateway.Lines, IsWarning);
    }

    [Fact]
    public async Task Not_in_development()
    {
        await using var host = await GatewayHost.StartAsync(settings: "environment=Development");

        Assert.DoesNotContain(host.Log.Lines, IsWarning);
    }

    [Fact]
    public async Task Not_where_a_mode_was_chosen()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["environment=Production", .. Jwt.JwtGateway.Settings]);

        Assert.DoesNotContain(host.Log.Lines, IsWarning);
    }

    [Fact]
    public async Task Not_where_the_host_decides_itself()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddScoped<IPeerAuthenticator, Own>(), "environment=Production");

        Assert.DoesNotContain(host.Log.Lines, IsWarning);
    }

    private static bool IsWarning(string line) =>
        line.StartsWith("Warning SignalFire.Gateway.Identity.AnonymousWarning", StringComparison.Ordinal) && line.Contains("Anybody may connect", StringComparison.Ordinal);

    private sealed class Own : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => new(PeerAuthentication.Grant(PeerIdentity.Anonymous));
    }
}
