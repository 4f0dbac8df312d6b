using System.Text.Json;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Ice;

public sealed class IceAnswerTests : IAsyncLifetime
{
    private const string Servers = """\[\{"urls":\["stun:stun.example.org"\]\},\{"urls":\["turn:turn.example.org"\],"username":"[0-9]+:[A-Za-z0-9_-]{21}","credential":"[A-Za-z0-9+/]{27}="\}\]""";

    private GatewayHost? _gateway;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(settings:
    [
        "SignalFire:Ice:Servers:0:Urls:0=stun:stun.example.org",
        "SignalFire:Ice:Turn:Urls:0=turn:turn.example.org",
        "SignalFire:Ice:Turn:SharedSecret=0123456789abcdef",
    ]);

    public ValueTask DisposeAsync() => _gateway!.DisposeAsync();

    [Fact]
    public async Task A_v1_peer_is_told_them_first_when_it_asks_and_when_it_is_back_and_a_classic_one_never()
    {
        await using var alice = await _gateway!.ConnectV1Async();
        Assert.Matches($$"""^\{.*,"iceServers":{{Servers}},"ttlSeconds":3600\}$""", alice.Greeting);

        await alice.SendAsync("""{"type":"ice-servers"}""");
        Assert.Matches($$"""^\{"type":"ice-servers","iceServers":{{Servers}},"ttlSeconds":3600\}$""", await alice.ReceiveAsync());

        await alice.SendAsync("""{"ref":"which?","type":"ice-servers"}""");
        Assert.StartsWith("""{"type":"ice-servers","ref":"which?","iceServers":[{""", await alice.ReceiveAsync(), StringComparison.Ordinal);

        await _gateway.CutAsync(alice);
        await using var back = await _gateway.ResumeAsync(alice.ResumeToken);
        Assert.True(back.Resumed);
        Assert.Contains($":{alice.Id}\"", JsonDocument.Parse(back.Greeting).RootElement.GetProperty("iceServers").GetRawText(), StringComparison.Ordinal);

        await using var bob = await _gateway.ConnectAsync();
        Assert.Equal($$"""{"type":"id","peerId":"{{bob.Id}}"}""", bob.Greeting);
        await bob.SendAsync("""{"type":"ice-servers"}""");
        Assert.Equal("bad-message", await bob.ReceiveErrorCodeAsync());
    }
}
