using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Peers;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class UpgradeLimitTests
{
    [Fact]
    public async Task No_more_upgrades_are_begun_than_may_be_under_way()
    {
        var authenticator = new HeldAuthenticator();
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator>(authenticator), "SignalFire:Door:MaxUpgrades=1");
        var first = Knock.StatusAsync(host.At("http", "/"));
        await authenticator.Asked.Within("the first upgrade to begin");

        using var refusal = await Knock.AtAsync(host.At("http", "/"));

        Assert.Equal(503, (int)refusal.StatusCode);
        Assert.NotNull(refusal.Headers.RetryAfter);
        authenticator.Release();
        Assert.Equal(101, await first);
        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/")));
    }

    [Fact]
    public async Task An_upgrade_that_takes_too_long_gets_503()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerIdGenerator, EndlessNaming>(), "SignalFire:Door:UpgradeTimeout=00:00:00.200");

        Assert.Equal(503, await Knock.StatusAsync(host.At("http", "/")));
    }

    [Fact]
    public async Task A_peer_that_is_attached_too_late_leaves_nothing_behind()
    {
        var attaches = new HeldAttaches();
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<IPeerIdGenerator, QueryPeerIds>().AddSingleton<IIncomingGrainCallFilter>(attaches), "SignalFire:Door:UpgradeTimeout=00:00:02");
        do
        {
            // The first may be too late before it attaches: all that it needs is being compiled.
            Assert.Equal(503, await Knock.StatusAsync(host.At("http", "/?peer=held")));
        }
        while (!attaches.Held.IsCompleted);

        attaches.Release();

        // How it is undone depends on what the gateway knew when it gave up: abandoned without an answer, detached with one.
        await host.Calls.EndedAsync(nameof(IPeerGrain.AttachAsync), "held");
        var held = host.Services.GetRequiredService<IClusterClient>().GetGrain<IPeerGrain>("held");
        var number = 0;
        await Eventually.IsAsync(DeliveryOutcome.PeerUnknown, async () => await held.DeliverAsync(Items.Envelope(++number, "{}")));
    }

    /// <summary>Names nobody, and does not heed that nobody waits.</summary>
    private sealed class EndlessNaming : IPeerIdGenerator
    {
        public async ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken) =>
            await new TaskCompletionSource<PeerId>().Task;
    }
}
