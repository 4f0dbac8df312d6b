using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

[Collection(WebhookGatewayTests.Name)]
public sealed class WebhookGrantTests(WebhookGateway gateway)
{
    [Fact]
    public async Task The_service_names_the_peer()
    {
        gateway.Service.Begin(HostService.Says(200, """{"peerId":"alice of \"webhooks\" 😀"}"""));
        await using var alice = await gateway.ConnectAsync();

        Assert.Equal("alice of \"webhooks\" 😀", alice.Id);
    }

    [Fact]
    public async Task The_service_may_leave_the_name_to_the_gateway()
    {
        gateway.Service.Begin(HostService.Says(200, """{"peerId":null,"account":null,"expiresAt":null,"ttlSeconds":null,"rights":null,"iceServers":null}"""));
        await using var alice = await gateway.ConnectAsync();

        Assert.Matches("^[A-Za-z0-9_-]{21}$", alice.Id);
    }

    [Fact]
    public async Task What_was_granted_for_a_while_ends_with_4501()
    {
        gateway.Service.Begin(HostService.Says(200, """{"ttlSeconds":1}"""));
        await using var alice = await gateway.ConnectAsync();

        Assert.Equal((4501, "unauthorized"), await alice.Closed);
    }

    [Fact]
    public async Task The_service_chooses_the_ICE_servers()
    {
        gateway.Service.Begin(HostService.Says(
            200, """{"ttlSeconds":600,"iceServers":[{"urls":["turn:turn.example.org"],"username":"alice","credential":"secret"},{"urls":["stun:stun.example.org"]}]}"""));
        await using var alice = await gateway.ConnectAsync();
        const string Servers = """[{"urls":["turn:turn.example.org"],"username":"alice","credential":"secret"},{"urls":["stun:stun.example.org"]}]""";

        Assert.Matches($$""","iceServers":{{Regex.Escape(Servers)}},"ttlSeconds":(599|600)\}$""", alice.Greeting);

        await alice.SendAsync("""{"type":"ice-servers"}""");
        var answer = JsonDocument.Parse(await alice.ReceiveAsync()).RootElement;
        Assert.Equal(Servers, answer.GetProperty("iceServers").GetRawText());
        Assert.InRange(answer.GetProperty("ttlSeconds").GetInt64(), 500, 600);
    }

    [Fact]
    public async Task The_service_says_whom_the_peer_may_send_to()
    {
        gateway.Service.Begin(HostService.Says(200, """{"rights":{"targets":["bob-*"]}}"""));
        await using var alice = await gateway.ConnectAsync();

        await alice.SendAsync("""{"peerId":["bob-1","carol"],"ref":1}""");

        Assert.Equal("""{"type":"ack","ref":1,"failed":[{"peerId":"bob-1","code":"peer-unknown"},{"peerId":"carol","code":"denied"}]}""", Sorted(await alice.ReceiveAsync()));

        // Which of the two is known first does not matter.
        static string Sorted(string answer) => answer.Replace(
            """{"peerId":"carol","code":"denied"},{"peerId":"bob-1","code":"peer-unknown"}""",
            """{"peerId":"bob-1","code":"peer-unknown"},{"peerId":"carol","code":"denied"}""",
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"rights":{"messagesPerSecond":1}}""")]
    [InlineData("""{"rights":{"bytesPerSecond":1024}}""")]
    public async Task The_service_says_how_fast_the_peer_may_send(string answer)
    {
        gateway.Service.Begin(HostService.Says(200, answer));
        await using var alice = await gateway.ConnectAsync();

        Assert.InRange(await Burst.RefusedAsync(alice), 1, Burst.Messages - 1);
    }

    [Fact]
    public async Task A_service_that_fails_once_is_asked_again()
    {
        var failed = false;
        gateway.Service.Begin(context => HostService.Says(Interlocked.Exchange(ref failed, true) ? 200 : 500, """{"peerId":"flapping"}""")(context));
        await using var alice = await gateway.ConnectAsync();

        Assert.Equal("flapping", alice.Id);
        Assert.Equal(2, gateway.Service.Asked.Count);
    }

    [Fact]
    public async Task Of_many_at_once_each_gets_its_own_answer()
    {
        gateway.Service.Begin(context =>
        {
            var asked = JsonDocument.Parse(HostService.AskedIn(context)).RootElement;
            return HostService.Says(200, $$"""{"peerId":"{{asked.GetProperty("token").GetString()}}"}""")(context);
        });

        var peers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => gateway.ConnectAsync($"peer-{i}")));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"peer-{i}"), peers.Select(peer => peer.Id), StringComparer.Ordinal);
        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }
    }
}
