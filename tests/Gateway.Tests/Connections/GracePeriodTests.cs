using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class GracePeriodTests(SharedGateway gateway)
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_message_waits_and_is_acked_when_the_peer_is_back()
    {
        await using var alice = await gateway.ConnectV1Async();
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":1}""");
        await alice.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await alice.ReceiveAsync());

        await using var back = await _host.ResumeAsync(bob.ResumeToken);

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"peerId":"{{bob.Id}}","ref":1}""", await back.ReceiveAsync());
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task The_ack_of_an_array_waits_for_the_one_that_is_away()
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var carol = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        await alice.SendAsync($$"""{"peerId":["{{bob.Id}}","{{carol.Id}}","nobody"],"ref":1}""");
        await carol.ReceiveAsync();
        await alice.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await alice.ReceiveAsync());

        await using var back = await _host.ResumeAsync(bob.ResumeToken);

        await back.ReceiveAsync();
        Assert.Equal("""{"type":"ack","ref":1,"failed":[{"peerId":"nobody","code":"peer-unknown"}]}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_classic_senders_message_waits_too()
    {
        await using var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        await using var back = await _host.ResumeAsync(bob.ResumeToken);

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"peerId":"{{bob.Id}}"}""", await back.ReceiveAsync());
        Assert.False(alice.HasMail);
    }

    [Fact]
    public async Task What_waits_of_a_sender_that_left_is_delivered_all_the_same()
    {
        var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        await alice.SendAsync($$"""{"peerId":["{{bob.Id}}","{{alice.Id}}"]}""");
        await alice.ReceiveAsync();
        await alice.CloseAsync();

        await using var back = await _host.ResumeAsync(bob.ResumeToken);

        Assert.StartsWith($$"""{"senderId":"{{alice.Id}}","seq":1,""", await back.ReceiveAsync(), StringComparison.Ordinal);
        await alice.DisposeAsync();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task A_goodbye_ends_the_session_at_once(int code)
    {
        await using var alice = await gateway.ConnectV1Async();
        using var bob = await _host.ConnectRawAsync(v1: true);
        await bob.WriteCloseAsync(code);
        await _host.DetachedAsync(bob.Id);

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
        await using var fresh = await _host.ResumeAsync(bob.ResumeToken);
        Assert.False(fresh.Resumed);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(1011)]
    [InlineData(3000)]
    [InlineData(4000)]
    [InlineData(4999)]
    public async Task Another_close_leaves_it_in_its_grace_period(int code)
    {
        using var bob = await _host.ConnectRawAsync(v1: true);
        await bob.WriteCloseAsync(code);
        await _host.DetachedAsync(bob.Id);

        await AssertResumesAsync(bob);
    }

    [Fact]
    public async Task So_does_a_reset()
    {
        using var bob = await _host.ConnectRawAsync(v1: true);
        bob.Reset();
        await _host.DetachedAsync(bob.Id);

        await AssertResumesAsync(bob);
    }

    [Fact]
    public async Task So_does_a_binary_message()
    {
        using var bob = await _host.ConnectRawAsync(v1: true);
        await bob.WriteAsync(Opcode.Binary, "{}");
        Assert.Equal(1003, (await bob.ReadAsync()).Close.Code);
        await bob.WriteCloseAsync(1000);
        await _host.DetachedAsync(bob.Id);

        await AssertResumesAsync(bob);
    }

    [Fact]
    public async Task Too_many_bad_messages_end_the_session()
    {
        await using var bob = await gateway.ConnectV1Async();
        for (var i = 0; i < 20; i++)
        {
            await bob.SendAsync("bad");
        }

        Assert.Equal(4500, (await bob.Closed).Code);
        await _host.DetachedAsync(bob.Id);
        await using var fresh = await _host.ResumeAsync(bob.ResumeToken);
        Assert.False(fresh.Resumed);
    }

    private async Task AssertResumesAsync(RawPeer bob)
    {
        await using var alice = await gateway.ConnectV1Async();
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":1}""");
        await using var back = await _host.ResumeAsync(bob.ResumeToken);

        Assert.Equal((bob.Id, true), (back.Id, back.Resumed));
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"peerId":"{{bob.Id}}","ref":1}""", await back.ReceiveAsync());
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
    }
}
