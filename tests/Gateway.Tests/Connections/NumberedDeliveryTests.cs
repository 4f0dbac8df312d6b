using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Peers;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class NumberedDeliveryTests(NamedPeersGateway gateway) : IClassFixture<NamedPeersGateway>
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_v1_peers_messages_are_numbered_over_all_senders()
    {
        await using var alice = await _host.ConnectAsync("alice-all");
        await using var carol = await _host.ConnectV1Async("carol-all");
        await using var bob = await _host.ConnectV1Async("bob-all");

        await alice.SendAsync("""{"peerId":"bob-all"}""");
        Assert.Equal("""{"senderId":"alice-all","seq":1,"peerId":"bob-all"}""", await bob.ReceiveAsync());
        await carol.SendAsync("""{"peerId":"bob-all"}""");
        Assert.Equal("""{"senderId":"carol-all","seq":2,"peerId":"bob-all"}""", await bob.ReceiveAsync());
        await bob.SendAsync("""{"peerId":"bob-all"}""");
        Assert.Equal("""{"senderId":"bob-all","seq":3,"peerId":"bob-all"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task What_the_gateway_says_itself_has_no_number()
    {
        await using var bob = await _host.ConnectV1Async("bob-itself");
        await bob.SendAsync("""{"peerId":"bob-itself","ref":1}""");
        Assert.Equal("""{"senderId":"bob-itself","seq":1,"peerId":"bob-itself","ref":1}""", await bob.ReceiveAsync());
        Assert.Equal("""{"type":"ack","ref":1}""", await bob.ReceiveAsync());
        await bob.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await bob.ReceiveAsync());
        await bob.SendAsync("""{"peerId":"bob-itself"}""");

        Assert.Equal("""{"senderId":"bob-itself","seq":2,"peerId":"bob-itself"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task Peers_of_both_forms_get_each_their_own()
    {
        await using var alice = await _host.ConnectV1Async("alice-forms");
        await using var bob = await _host.ConnectAsync("bob-forms");
        await using var carol = await _host.ConnectV1Async("carol-forms");

        await alice.SendAsync("""{"peerId":["bob-forms","carol-forms"],"x":1}""");

        Assert.Equal("""{"senderId":"alice-forms","peerId":["bob-forms","carol-forms"],"x":1}""", await bob.ReceiveAsync());
        Assert.Equal("""{"senderId":"alice-forms","seq":1,"peerId":["bob-forms","carol-forms"],"x":1}""", await carol.ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"seq":99,"peerId":["bob-seq","carol-seq"],"x":1}""", """{"senderId":"alice-seq","seq":1,"peerId":["bob-seq","carol-seq"],"x":1}""")]
    [InlineData("""{"peerId":["bob-seq","carol-seq"],"x":1,"seq":{"a":[1]}}""", """{"senderId":"alice-seq","seq":1,"peerId":["bob-seq","carol-seq"],"x":1}""")]
    [InlineData("""{"peerId":["bob-seq","carol-seq"],"s\u0065q":1,"x":1,"seq":2}""", """{"senderId":"alice-seq","seq":1,"peerId":["bob-seq","carol-seq"],"x":1}""")]
    [InlineData("""{"senderId":"x","seq":1,"peerId":["bob-seq","carol-seq"],"x":{"seq":7}}""", """{"senderId":"alice-seq","seq":1,"peerId":["bob-seq","carol-seq"],"x":{"seq":7}}""")]
    public async Task A_seq_of_the_senders_own_reaches_classic_peers_only(string sent, string delivered)
    {
        await using var alice = await _host.ConnectAsync("alice-seq");
        await using var bob = await _host.ConnectAsync("bob-seq");
        await using var carol = await _host.ConnectV1Async("carol-seq");

        await alice.SendAsync(sent);

        Assert.Equal(delivered, await carol.ReceiveAsync());
        Assert.Equal(
            $$"""{"senderId":"alice-seq",{{sent.Replace("\"senderId\":\"x\",", "", StringComparison.Ordinal)[1..]}}""",
            await bob.ReceiveAsync());
    }

    [Theory]
    [InlineData("%22%5C", "\\\"\\\\")]
    [InlineData("%C3%BC%E2%82%AC%F0%9F%98%80", "ü€\\uD83D\\uDE00")]
    [InlineData("%22,%22seq%22:9,%22", "\\\",\\\"seq\\\":9,\\\"")]
    public async Task Whatever_the_sender_is_called_the_number_is_behind_its_id(string name, string json)
    {
        await using var alice = await _host.ConnectAsync(name);
        await using var bob = await _host.ConnectV1Async("bob-behind");

        await alice.SendAsync("""{"peerId":"bob-behind","seq":5}""");

        Assert.Equal($$"""{"senderId":"{{json}}","seq":1,"peerId":"bob-behind"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task Two_thousand_messages_of_four_senders_are_numbered_without_a_gap()
    {
        await using var bob = await _host.ConnectV1Async("bob-many");
        var senders = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _host.ConnectV1Async($"sender-{i}")));
        var sending = Task.WhenAll(senders.Select(SendAsync));

        for (var seq = 1; seq <= 2000; seq++)
        {
            Assert.Contains($",\"seq\":{seq},", await bob.ReceiveAsync(), StringComparison.Ordinal);
        }

        await sending;
        await Task.WhenAll(senders.Select(sender => sender.DisposeAsync().AsTask()));
    }

    private static async Task SendAsync(TestPeer sender)
    {
        for (var n = 0; n < 500; n++)
        {
            await sender.SendAsync($$"""{"peerId":"bob-many","n":{{n}},"seq":{{n}}}""");
        }
    }
}
