using System.Net;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

[Collection(JwtGatewayTests.Name)]
public sealed class TokenPlaceTests(JwtGateway gateway)
{
    private static readonly string Alice = Token.Hs256(Token.Claims("alice of the places"));
    private static readonly string Nobody = Token.Hs256(Token.Claims("alice"), key: new string('x', 32));

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    public async Task A_token_goes_into_the_header(string scheme)
    {
        await using var alice = await TestPeer.ConnectWithHeaderAsync(gateway.Host.Url, $"{scheme} {Alice}", "signalfire.v1");

        Assert.Equal("alice of the places", alice.Id);
    }

    [Fact]
    public async Task A_token_goes_into_the_query()
    {
        await using var alice = await TestPeer.ConnectAsync(gateway.UrlOf(Alice));

        Assert.Equal("alice of the places", alice.Id);
    }

    [Fact]
    public async Task A_token_goes_into_a_subprotocol_that_is_not_sent_back()
    {
        await using var alice = await TestPeer.ConnectAsync(gateway.Host.Url, Token.AsSubprotocol(Alice), "signalfire.v1");

        Assert.Equal("alice of the places", alice.Id);
        Assert.Equal("signalfire.v1", alice.Subprotocol);
    }

    [Fact]
    public async Task A_token_in_a_subprotocol_alone_is_told_what_a_browser_needs_besides()
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", "/"), Token.AsSubprotocol(Alice));

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Contains("Offer 'signalfire.v1' beside the token", await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_goes_before_the_subprotocol()
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", "/"), $"signalfire.v1, {Token.AsSubprotocol(Alice)}", $"Bearer {Nobody}");

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Fact]
    public async Task The_subprotocol_goes_before_the_query()
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", $"/?access_token={Alice}"), $"signalfire.v1, {Token.AsSubprotocol(Nobody)}");

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?access_token=")]
    [InlineData("?token=eyJhbGciOiJub25lIn0.e30.")]
    public async Task Without_a_token_the_answer_says_where_it_goes(string query)
    {
        using var refusal = await gateway.AskAsync(token: null, query);

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Equal("Bearer", refusal.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Contains("A token is needed", await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bearer.")]
    [InlineData("bearer.%%%")]
    [InlineData("bearer.a")]
    [InlineData("Bearer.e30")]
    public async Task A_subprotocol_that_is_no_base64url_is_no_token(string subprotocol)
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", "/"), $"signalfire.v1, {subprotocol}");

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Fact]
    public async Task Two_tokens_in_the_query_are_none()
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", $"/?access_token={Alice}&access_token={Alice}"), "signalfire.v1");

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }
}
