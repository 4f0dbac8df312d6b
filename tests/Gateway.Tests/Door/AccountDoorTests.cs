using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class AccountDoorTests
{
    [Fact]
    public async Task An_account_has_so_many_connections_until_one_ends()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, QueryAccounts>(), "SignalFire:Door:ConnectionsPerAccount=1");
        using var first = await Knock.AtAsync(host.At("http", "/?account=acme"));
        Assert.Equal(101, (int)first.StatusCode);

        using (var refusal = await Knock.AtAsync(host.At("http", "/?account=acme")))
        {
            Assert.Equal(429, (int)refusal.StatusCode);
            Assert.NotNull(refusal.Headers.RetryAfter);
        }

        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/?account=other")));
        first.Dispose();
        await Eventually.IsAsync(101, () => Knock.StatusAsync(host.At("http", "/?account=acme")));
    }

    [Fact]
    public async Task Peers_of_nobody_are_not_counted()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Door:ConnectionsPerAccount=1");
        await using var alice = await host.ConnectAsync();

        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/")));
    }

    private sealed class QueryAccounts : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(new PeerIdentity { Account = context.Request.Query["account"] }));
    }
}
