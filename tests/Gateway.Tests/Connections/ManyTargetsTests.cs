using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class ManyTargetsTests(SharedGateway gateway)
{
    [Fact]
    public async Task One_message_reaches_many_once_each_and_shows_them_the_array_as_it_was_sent()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();
        await using var carol = await gateway.ConnectAsync();
        var targets = $$"""["{{bob.Id}}", "{{carol.Id}}","{{bob.Id}}"]""";

        await alice.SendAsync($$"""{"peerId":{{targets}},"n":1}""");
        await alice.SendAsync($$"""{"peerId":{{targets}},"n":2}""");

        foreach (var peer in new[] { bob, carol })
        {
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":{{targets}},"n":1}""", await peer.ReceiveAsync());
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":{{targets}},"n":2}""", await peer.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Unknown_targets_are_answered_one_by_one_and_the_others_get_the_message()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":["nobody","{{bob.Id}}","noone","nobody"],"n":1}""");

        Assert.StartsWith($$"""{"senderId":"{{alice.Id}}",""", await bob.ReceiveAsync(), StringComparison.Ordinal);
        var unknown = new[] { await alice.ReceiveErrorAsync(), await alice.ReceiveErrorAsync() };
        Assert.All(unknown, error => Assert.Equal("peer-unknown", error.GetProperty("code").GetString()));
        Assert.Equal("nobody noone", string.Join(' ', unknown.Select(error => error.GetProperty("peerId").GetString()).Order(StringComparer.Ordinal)));
        Assert.False(alice.HasMail);
    }

    [Fact]
    public async Task Many_peers_send_to_many_at_once()
    {
        var peers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.ConnectAsync()));
        await using var exchange = new Exchange(peers);
        for (var n = 0; n < 20; n++)
        {
            for (var sender = 0; sender < peers.Length; sender++)
            {
                exchange.Plan(sender, [.. Enumerable.Range(0, peers.Length), sender]);
            }
        }

        await exchange.RunAsync();
    }

    [Fact]
    public async Task More_targets_than_the_limit_are_refused_and_none_of_them_gets_the_message()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();
        var many = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"nobody-{i}\""));

        await alice.SendAsync($$"""{"peerId":["{{bob.Id}}",{{many}}],"n":1}""");
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":2}""");

        Assert.Equal("too-many-targets", await alice.ReceiveErrorCodeAsync());
        Assert.EndsWith("\"n\":2}", await bob.ReceiveAsync(), StringComparison.Ordinal);
    }
}
