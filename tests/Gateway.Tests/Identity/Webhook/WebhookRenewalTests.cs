using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

[Collection(WebhookGatewayTests.Name)]
public sealed class WebhookRenewalTests(WebhookGateway gateway)
{
    private const string Renewal = """{"type":"token","token":"new","ref":1}""";
    private const string Renewed = """{"type":"ack","ref":1}""";

    [Fact]
    public async Task The_service_decides_on_a_new_token()
    {
        gateway.Service.Begin(HostService.Says(200, """{"peerId":"renewing","account":"hers","ttlSeconds":600}"""));
        await using var alice = await gateway.ConnectAsync();
        await alice.SendAsync(Renewal);

        Assert.Equal(Renewed, await alice.ReceiveAsync());
        Assert.Equal("""{"event":"renew","token":"new","peerId":"renewing","account":"hers"}""", gateway.Service.Asked.Last());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"peerId":"{id}"}""")]
    public async Task A_peer_that_the_gateway_named_is_renewed_with_its_name_or_without(string answer)
    {
        gateway.Service.Begin(HostService.Says(200, "{}"));
        await using var alice = await gateway.ConnectAsync();
        gateway.Service.Begin(HostService.Says(200, answer.Replace("{id}", alice.Id, StringComparison.Ordinal)));

        await alice.SendAsync(Renewal);
        Assert.Equal(Renewed, await alice.ReceiveAsync());
        // The next one has to wait for a moment.
        await Eventually.IsAsync(Renewed, async () =>
        {
            await alice.SendAsync(Renewal);
            return await alice.ReceiveAsync();
        });
    }

    [Fact]
    public async Task The_service_is_not_asked_about_a_token_that_comes_right_behind_one_that_is_good()
    {
        await using var service = await HostService.StartAsync(HostService.Says(200, """{"peerId":"hasty"}"""));
        // Its clock stands still: no time passes between the two.
        await using var host = await WebhookGateway.StartHereAsync(
            service, services => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConnectionFactory>(provider, new FakeTimeProvider())), "Timeout=00:00:20");
        await using var alice = await TestPeer.ConnectAsync(host.At("ws", "/?access_token=t"), "signalfire.v1");
        await alice.SendAsync(Renewal);
        Assert.Equal(Renewed, await alice.ReceiveAsync());
        await alice.SendAsync("""{"type":"token","token":"next","ref":2}""");

        var error = await alice.ReceiveErrorAsync();

        Assert.Equal(("rate-limited", 2), (error.GetProperty("code").GetString(), error.GetProperty("ref").GetInt32()));
        Assert.InRange(error.GetProperty("retryAfterMs").GetInt64(), 1, 1000);
        Assert.DoesNotContain(service.Asked, asked => asked.Contains("next", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"peerId":"another"}""")]
    [InlineData("""{"peerId":"same","account":"another"}""")]
    [InlineData("""{"account":"hers"}""")]
    public async Task A_token_of_another_peer_or_account_is_denied(string answer)
    {
        gateway.Service.Begin(HostService.Says(200, """{"peerId":"same","account":"hers"}"""));
        await using var alice = await gateway.ConnectAsync();
        gateway.Service.Begin(HostService.Says(200, answer));
        await alice.SendAsync(Renewal);

        Assert.Equal("denied", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task A_service_that_says_nothing_of_use_leaves_it_as_it_was()
    {
        gateway.Service.Begin(HostService.Says(200, """{"peerId":"undecided"}"""));
        await using var alice = await gateway.ConnectAsync();
        gateway.Service.Begin(HostService.Says(500, ""));
        await alice.SendAsync(Renewal);

        var error = await alice.ReceiveErrorAsync();

        Assert.Equal("unavailable", error.GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Number, error.GetProperty("retryAfterMs").ValueKind);
    }
}
