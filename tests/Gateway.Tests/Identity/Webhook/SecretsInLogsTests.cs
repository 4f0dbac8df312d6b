using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Identity.Jwt;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

/// <summary>The program is told to log all there is, and asks a service whose answers are secret, too.</summary>
public sealed class SecretsInLogsTests
{
    private const string Secret = "s3cr3t";

    [Fact]
    public async Task No_token_no_answer_and_not_the_secret_of_the_gateways_is_in_what_it_says()
    {
        await using var service = await HostService.StartAsync(HostService.Says(200, $$"""{"account":"{{Secret}}-account","iceServers":[{"urls":["turn:a.test"],"username":"{{Secret}}-name","credential":"{{Secret}}-word"}]}"""));
        await using var gateway = await ProgramGateway.StartAsync(
            "SignalFire:Identity:Mode=Webhook",
            $"SignalFire:Identity:Webhook:Url={service.Url}?key={Secret}-key",
            $"SignalFire:Identity:Webhook:Secret={HostService.Secret}",
            "SignalFire:Identity:Webhook:Retries=1",
            "Logging:LogLevel:Default=Trace",
            "Logging:LogLevel:Microsoft=Trace",
            "Logging:LogLevel:System=Trace",
            "Logging:LogLevel:Polly=Trace",
            "Logging:Console:FormatterOptions:IncludeScopes=true");

        await (await TestPeer.ConnectWithHeaderAsync(gateway.Url, $"Bearer {Secret}-in-the-header", "signalfire.v1")).DisposeAsync();
        await (await TestPeer.ConnectAsync(gateway.Url, "signalfire.v1", Token.AsSubprotocol($"{Secret}-in-a-subprotocol"))).DisposeAsync();
        var alice = await TestPeer.ConnectAsync(gateway.At("ws", $"/?access_token={Secret}-in-the-query&room={Secret}-room"), "signalfire.v1");
        await alice.SendAsync($$"""{"type":"token","token":"{{Secret}}-new","ref":1}""");
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
        foreach (var (status, body) in new[] { (403, $$"""{"reason":"{{Secret}}-reason"}"""), (200, $$"""{"{{Secret}}":"member"}"""), (200, Secret), (500, Secret) })
        {
            service.Begin(HostService.Says(status, body));
            using var refusal = await Upgrade.SendAsync(gateway.At("http", $"/?access_token={Secret}-refused"), "signalfire.v1");
            Assert.False(refusal.IsSuccessStatusCode);
        }

        await gateway.CutAsync(alice);
        Assert.Contains("\"LogLevel\":\"Trace\"", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token.AsSubprotocol($"{Secret}-in-a-subprotocol")["bearer.".Length..], gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(HostService.Secret, gateway.Output, StringComparison.Ordinal);
    }
}
