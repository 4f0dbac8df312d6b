using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class AddressDoorTests
{
    private const string Limited = "SignalFire:Door:LimitLoopback=true";

    [Fact]
    public async Task More_handshakes_than_an_address_may_make_get_429_and_when_to_come_back()
    {
        await using var host = await GatewayHost.StartAsync(settings: [Limited, "SignalFire:Door:HandshakesPerSecond=1", "SignalFire:Door:HandshakeBurst=3"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Knock.AtAsync(host.At("http", "/"))));

        var refusals = answers.Where(answer => (int)answer.StatusCode == 429).ToArray();
        Assert.NotEmpty(refusals);
        Assert.InRange(answers.Count(answer => (int)answer.StatusCode == 101), 3, 19);
        Assert.All(refusals, refusal => Assert.InRange(refusal.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20));
        Assert.All(refusals, refusal => Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task More_connections_than_an_address_may_have_get_429_until_one_ends()
    {
        await using var host = await GatewayHost.StartAsync(settings: [Limited, "SignalFire:Door:ConnectionsPerAddress=2"]);
        await using var alice = await host.ConnectAsync();
        var bob = await host.ConnectAsync();

        Assert.Equal(429, await Knock.StatusAsync(host.At("http", "/")));
        await bob.CloseAsync();
        await host.Journal.RemovedAsync(bob.Id);

        await Eventually.IsAsync(101, () => Knock.StatusAsync(host.At("http", "/")));
    }

    [Fact]
    public async Task This_machine_is_not_limited_unless_told()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Door:ConnectionsPerAddress=1", "SignalFire:Door:HandshakeBurst=1", "SignalFire:Door:HandshakesPerSecond=1"]);
        await using var alice = await host.ConnectAsync();

        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/")));
    }

    [Fact]
    public async Task What_comes_through_a_proxy_that_is_not_known_is_limited_as_one_address_and_said_once()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Door:ConnectionsPerAddress=1");
        using var alice = await Knock.AtAsync(host.At("http", "/"), ("X-Forwarded-For", "203.0.113.1"));

        Assert.Equal(101, (int)alice.StatusCode);
        Assert.Equal(429, await Knock.StatusAsync(host.At("http", "/"), ("X-Forwarded-For", "203.0.113.2")));
        Assert.Single(host.Log.Lines, line => line.Contains("SignalFire:Door:KnownProxies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_a_known_proxy_each_address_is_limited_for_itself()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Door:ConnectionsPerAddress=1", "SignalFire:Door:KnownProxies:0=127.0.0.0/8"]);
        using var alice = await Knock.AtAsync(host.At("http", "/"), ("X-Forwarded-For", "203.0.113.1"));

        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/"), ("X-Forwarded-For", "203.0.113.2")));
        Assert.Equal(429, await Knock.StatusAsync(host.At("http", "/"), ("X-Forwarded-For", "203.0.113.1")));
    }

    [Fact]
    public async Task What_a_peer_wrote_there_itself_does_not_count()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Door:ConnectionsPerAddress=1", "SignalFire:Door:KnownProxies:0=127.0.0.1"]);
        using var alice = await Knock.AtAsync(host.At("http", "/"), ("X-Forwarded-For", "198.51.100.1, 203.0.113.1"));

        Assert.Equal(429, await Knock.StatusAsync(host.At("http", "/"), ("X-Forwarded-For", "198.51.100.2, 203.0.113.1")));
    }

    [Fact]
    public async Task Behind_a_known_proxy_same_origin_is_what_the_browser_sees()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Door:KnownProxies:0=127.0.0.1");

        Assert.Equal(101, await KnockForwardedAsync(host));
    }

    [Fact]
    public async Task And_not_behind_another()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Door:KnownProxies:0=203.0.113.9");

        Assert.Equal(403, await KnockForwardedAsync(host));
    }

    private static Task<int> KnockForwardedAsync(GatewayHost host) => Knock.StatusAsync(
        host.At("http", "/"), ("X-Forwarded-For", "203.0.113.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "signal.test"), ("Origin", "https://signal.test"));
}
