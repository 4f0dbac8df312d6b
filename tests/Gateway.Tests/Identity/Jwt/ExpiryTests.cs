using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>Tokens end by a clock of the test, from the upgrade to the close.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(
        services => services
            .AddSingleton<IConfigureOptions<JwtBearerOptions>>(provider => ActivatorUtilities.CreateInstance<JwtBearerSetup>(provider, _clock))
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<ConnectionFactory>(provider, _clock)),
        JwtGateway.Settings);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("signalfire.v1")]
    [InlineData]
    public async Task A_peer_is_closed_with_4501_when_its_token_ends(params string[] subprotocols)
    {
        await using var alice = await ConnectAsync(Hour, subprotocols);

        _clock.Advance(Hour - TimeSpan.FromSeconds(1));
        await AssertServedAsync(alice);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((4501, "unauthorized"), await alice.Closed);
    }

    [Fact]
    public async Task A_token_that_ends_in_a_year_is_no_problem_for_timers()
    {
        var year = TimeSpan.FromDays(365);
        await using var alice = await ConnectAsync(year);

        _clock.Advance(TimeSpan.FromDays(100));
        await AssertServedAsync(alice);
        _clock.Advance(year - TimeSpan.FromDays(100));

        Assert.Equal((4501, "unauthorized"), await alice.Closed);
    }

    [Fact]
    public async Task A_renewed_token_carries_the_connection_over_the_end_of_the_first()
    {
        await using var alice = await ConnectAsync(Hour, "signalfire.v1");

        await alice.SendAsync($$"""{"type":"token","token":"{{TokenFor("alice", Hour * 2)}}","ref":"renew"}""");
        Assert.Equal("""{"type":"ack","ref":"renew"}""", await alice.ReceiveAsync());
        _clock.Advance(Hour);
        await AssertServedAsync(alice);
        _clock.Advance(Hour);

        Assert.Equal((4501, "unauthorized"), await alice.Closed);
    }

    [Fact]
    public async Task A_token_that_ends_sooner_counts_too()
    {
        await using var alice = await ConnectAsync(Hour, "signalfire.v1");

        await alice.SendAsync($$"""{"type":"token","token":"{{TokenFor("alice", Hour / 2)}}","ref":1}""");
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
        _clock.Advance(Hour / 2);

        Assert.Equal((4501, "unauthorized"), await alice.Closed);
    }

    [Theory]
    [InlineData("of another peer", "The token is of another peer.")]
    [InlineData("expired", "The token has expired.")]
    [InlineData("signed by nobody", "The token's signature is not valid.")]
    [InlineData("no token", "This is not a signed token (RFC 7519).")]
    public async Task A_token_that_does_not_renew_is_denied_and_the_first_goes_on(string kind, string reason)
    {
        await using var alice = await ConnectAsync(Hour, "signalfire.v1");
        var token = kind switch
        {
            "of another peer" => TokenFor("bob", Hour * 2),
            "expired" => TokenFor("alice", TimeSpan.FromSeconds(-1)),
            "signed by nobody" => Token.Unsigned(Token.Claims("alice", _clock.GetUtcNow() + Hour)),
            _ => "no token",
        };

        await alice.SendAsync($$"""{"type":"token","token":"{{token}}","ref":7}""");

        Assert.Equal($$"""{"type":"error","ref":7,"code":"denied","message":"{{reason}}"}""", await alice.ReceiveAsync());
        await AssertServedAsync(alice);
        _clock.Advance(Hour);
        Assert.Equal((4501, "unauthorized"), await alice.Closed);
    }

    [Fact]
    public async Task A_token_that_has_ended_resumes_nothing()
    {
        await using var alice = await ConnectAsync(Hour, "signalfire.v1");
        var ended = TokenFor("alice", TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(10));

        using var refusal = await Upgrade.SendAsync(_host.At("http", $"/?resume={alice.ResumeToken}&access_token={ended}"), "signalfire.v1");

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    private static async Task AssertServedAsync(TestPeer peer)
    {
        await peer.SendAsync($$"""{"peerId":"{{peer.Id}}","type":"still-here"}""");
        Assert.Contains("still-here", await peer.ReceiveAsync(), StringComparison.Ordinal);
    }

    private Task<TestPeer> ConnectAsync(TimeSpan lifetime, params string[] subprotocols) =>
        TestPeer.ConnectAsync(_host.At("ws", $"/?access_token={TokenFor("alice", lifetime)}"), subprotocols);

    private string TokenFor(string peer, TimeSpan lifetime) => Token.Hs256(Token.Claims(peer, _clock.GetUtcNow() + lifetime));
}
