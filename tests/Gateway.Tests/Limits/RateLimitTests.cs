using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class RateLimitTests
{
    private const string Slow = "SignalFire:Gateway:MessagesPerSecond=1";
    private const string ShortBurst = "SignalFire:Gateway:RateBurst=00:00:03";
    private const int Messages = 50;

    [Theory]
    [InlineData("""{"type":"ping","ref":N}""")]
    [InlineData("""{"type":"ice-servers","ref":N}""")]
    [InlineData("""{"peerId":"alice","ref":N}""")]
    [InlineData("""{"peerId":7,"ref":N}""")]
    public async Task Whatever_comes_too_fast_is_answered_once_with_its_ref_and_when_to_try_again(string text)
    {
        await using var host = await GatewayHost.StartAsync(settings: [Slow, ShortBurst]);
        await using var alice = await host.ConnectV1Async();

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync(text.Replace("N", $"{i}", StringComparison.Ordinal));
        }

        var answers = new List<JsonElement>();
        while (answers.Count < Messages)
        {
            answers.Add(JsonDocument.Parse(await alice.ReceiveAsync()).RootElement);
        }

        var refused = answers.Where(answer => answer.TryGetProperty("code", out var code) && code.ValueEquals("rate-limited")).ToArray();
        Assert.InRange(refused.Length, 1, Messages - 3);
        Assert.Equal(Enumerable.Range(0, Messages), answers.Select(answer => answer.GetProperty("ref").GetInt32()).Order());
        Assert.All(refused, answer => Assert.InRange(answer.GetProperty("retryAfterMs").GetInt64(), 1, 1001));
    }

    [Fact]
    public async Task Bytes_are_limited_too()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Gateway:BytesPerSecond=1024", ShortBurst]);
        await using var alice = await host.ConnectAsync();
        var text = $$"""{"peerId":"{{alice.Id}}","x":"{{new string('x', 1000)}}"}""";

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync(text);
        }

        var answers = new List<string>();
        while (answers.Count < Messages)
        {
            answers.Add(await alice.ReceiveAsync());
        }

        Assert.InRange(answers.Count(answer => answer.Contains("rate-limited", StringComparison.Ordinal)), 1, Messages - 2);
    }

    [Fact]
    public async Task Who_goes_on_and_on_is_closed_and_may_come_back()
    {
        await using var host = await GatewayHost.StartAsync(settings: [Slow, ShortBurst, "SignalFire:Gateway:MaxRateRefusals=5"]);
        await using var alice = await host.ConnectV1Async();

        try
        {
            for (var i = 0; i < Messages; i++)
            {
                await alice.SendAsync("""{"type":"ping"}""");
            }
        }
        catch (WebSocketException)
        {
            // Closed already.
        }

        Assert.Equal((4029, "rate-limited"), await alice.Closed);
        await using var again = await host.ResumeAsync(alice.ResumeToken);
        Assert.True(again.Resumed);
    }

    [Fact]
    public async Task A_refused_message_reaches_nobody_and_is_not_a_bad_one()
    {
        await using var host = await GatewayHost.StartAsync(settings: [Slow, ShortBurst, "SignalFire:Gateway:MaxBadMessagesInRow=1"]);
        await using var alice = await host.ConnectAsync();

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        }

        var refused = 0;
        for (var i = 0; i < Messages; i++)
        {
            refused += (await alice.ReceiveAsync()).Contains("rate-limited", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(refused, 1, Messages - 3);
    }

    [Fact]
    public async Task An_identity_may_send_as_fast_as_its_rights_say()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, Quick>(), Slow, ShortBurst);
        await using var alice = await host.ConnectV1Async();

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync("""{"type":"ping"}""");
        }

        for (var i = 0; i < Messages; i++)
        {
            Assert.Equal("""{"type":"pong"}""", await alice.ReceiveAsync());
        }
    }

    [Fact]
    public async Task An_identity_may_send_as_many_bytes_as_its_rights_say_and_no_more()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, Slender>(), ShortBurst);
        await using var alice = await host.ConnectAsync();
        var text = $$"""{"peerId":"{{alice.Id}}","x":"{{new string('x', 1000)}}"}""";

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync(text);
        }

        var refused = 0;
        for (var i = 0; i < Messages; i++)
        {
            refused += (await alice.ReceiveAsync()).Contains("rate-limited", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(refused, 1, Messages - 2);
    }

    private sealed class Slender : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(new PeerIdentity { Rights = new SendRights { BytesPerSecond = 1024 } }));
    }

    private sealed class Quick : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(new PeerIdentity { Rights = new SendRights { MessagesPerSecond = 100 } }));
    }
}
