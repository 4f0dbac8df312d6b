using System.Net.WebSockets;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

[Collection(WebhookGatewayTests.Name)]
public sealed class WebhookRequestTests(WebhookGateway gateway)
{
    [Fact]
    public async Task The_service_is_told_what_the_peer_brings_but_for_the_secrets_of_its_session()
    {
        gateway.Service.Begin(HostService.Says(200, "{}"));
        using var alice = new ClientWebSocket();
        alice.Options.SetRequestHeader("Origin", "http://localhost:5173");
        await alice.ConnectAsync(
            gateway.Host.At("ws", "/?access_token=alice%27s%20token&room=a&room=b%22c&RESUME=resume-token&seq=4"), CancellationToken.None).Within("the upgrade");

        Assert.Equal(
            """{"event":"connect","token":"alice\u0027s token","query":{"room":["a","b\u0022c"]},"address":"127.0.0.1","origin":"http://localhost:5173"}""",
            Assert.Single(gateway.Service.Asked));
    }

    [Fact]
    public async Task A_peer_without_a_token_is_asked_about_as_well()
    {
        gateway.Service.Begin(HostService.Says(200, "{}"));
        await using var alice = await TestPeer.ConnectAsync(gateway.Host.Url);

        Assert.Equal("""{"event":"connect","token":null,"query":{},"address":"127.0.0.1"}""", Assert.Single(gateway.Service.Asked));
    }

    [Fact]
    public async Task The_service_knows_a_gateway_by_the_secret()
    {
        gateway.Service.Begin(HostService.Says(200, "{}"));
        await using var alice = await gateway.ConnectAsync();

        Assert.Equal($"Bearer {HostService.Secret}", gateway.Service.Authorization);
    }
}
