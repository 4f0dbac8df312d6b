using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Peers;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class SlowClusterTests
{
    [Fact]
    public async Task While_the_cluster_is_slow_new_peers_wait_outside_and_known_ones_come_back()
    {
        var clock = new FakeTimeProvider();
        var attaches = new HeldAttaches(clock);
        var identities = new CountingAuthenticator();
        await using var host = await GatewayHost.StartAsync(
            services => services
                .AddSingleton(provider => ActivatorUtilities.CreateInstance<ClusterStrain>(provider, clock))
                .AddSingleton<IPeerIdGenerator, QueryPeerIds>()
                .AddSingleton<IIncomingGrainCallFilter>(attaches)
                .AddSingleton<IPeerAuthenticator>(identities),
            "SignalFire:Door:SlowAttach=00:00:00.100");
        var slow = host.Log.LineWith("The cluster is slow");
        var quick = host.Log.LineWith("The cluster is quick again");
        var alice = await host.ConnectV1Async("alice");
        for (var i = 0; i < 20 && !slow.IsCompleted; i++)
        {
            Assert.Equal(101, await Knock.StatusAsync(host.At("http", $"/?peer=slow{i}")));
        }

        Assert.StartsWith("Warning ", await slow.Within("the gateway to say that the cluster is slow"), StringComparison.Ordinal);
        var held = Knock.StatusAsync(host.At("http", "/?peer=held"));
        await attaches.Held.Within("one new peer to be let in, to see");

        using (var refusal = await Knock.AtAsync(host.At("http", "/?peer=bob")))
        {
            Assert.Equal(503, (int)refusal.StatusCode);
            Assert.NotNull(refusal.Headers.RetryAfter);
        }

        // A token that is none is no session: it does not get a new peer in either, and nobody is asked who it is.
        var asked = identities.Asked;
        Assert.Equal(503, await Knock.StatusAsync(host.At("http", "/?peer=bob&resume=none"), ("Sec-WebSocket-Protocol", "signalfire.v1")));
        Assert.Equal(asked, identities.Asked);

        await host.CutAsync(alice);
        await using (var again = await host.ResumeAsync(alice.ResumeToken))
        {
            Assert.True(again.Resumed);
        }

        attaches.Release();
        Assert.Equal(101, await held);
        for (var i = 0; i < 40 && !quick.IsCompleted; i++)
        {
            Assert.Equal(101, await Knock.StatusAsync(host.At("http", $"/?peer=quick{i}")));
        }

        Assert.StartsWith("Information ", await quick.Within("the gateway to say that the cluster is quick again"), StringComparison.Ordinal);
        Assert.Single(host.Log.Lines, line => line.Contains("The cluster is slow", StringComparison.Ordinal));
    }

    private sealed class CountingAuthenticator : IPeerAuthenticator
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return new(PeerAuthentication.Grant(PeerIdentity.Anonymous));
        }
    }
}
