using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Peers;

public sealed class PeerIdGeneratorTests
{
    [Fact]
    public async Task The_stock_generator_makes_21_characters_of_a_url_safe_alphabet_that_do_not_repeat()
    {
        var generator = new RandomPeerIdGenerator();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 10_000; i++)
        {
            var id = await generator.GenerateAsync(new DefaultHttpContext(), TestContext.Current.CancellationToken);
            Assert.Matches("^[A-Za-z0-9_-]{21}$", id.Value);
            Assert.True(ids.Add(id.Value));
        }

        Assert.Equal(64, ids.SelectMany(id => id).Distinct().Count());
    }

    [Fact]
    public async Task A_generator_that_throws_refuses_the_peer_with_503_and_says_nothing_of_why()
    {
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<IPeerIdGenerator, BrokenPeerIds>(),
            "SignalFire:Gateway:RetryAfter=00:00:06.500");

        using var refusal = await Upgrade.SendAsync(host.At("http", "/"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(7), refusal.Headers.RetryAfter?.Delta);
        var problem = await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"status\":503", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(BrokenPeerIds.Secret, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generator_registered_before_the_gateway_stays()
    {
        var services = new ServiceCollection().AddSingleton<IPeerIdGenerator, QueryPeerIds>();

        using var provider = services.AddSignalFireGateway().BuildServiceProvider();

        Assert.IsType<QueryPeerIds>(provider.GetRequiredService<IPeerIdGenerator>());
    }

    private sealed class BrokenPeerIds : IPeerIdGenerator
    {
        public const string Secret = "bob-secret";

        public ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"The directory has no {Secret}.");
    }
}
