using System.Net;
using System.Text.Json;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

[Collection(JwtGatewayTests.Name)]
public sealed class RefusedTokenTests(JwtGateway gateway)
{
    private const string Unknown = "The token is signed by a key that its issuer does not have, or by an algorithm that is not taken ('alg').";

    private static readonly string Good = Token.Hs256(Token.Claims("alice"));

    private static readonly Dictionary<string, (string Token, string Reason)> Forgeries = new(StringComparer.Ordinal)
    {
        ["unsigned"] = (Token.Unsigned(Token.Claims("alice")), "The token's signature is not valid."),
        ["unsigned, in other letters"] = (Token.Unsigned(Token.Claims("alice"), "NoNe"), "The token's signature is not valid."),
        ["unsigned, and without an algorithm"] = (Token.Unsigned(Token.Claims("alice"), ""), "The token's signature is not valid."),
        ["signed by another key"] = (Token.Hs256(Token.Claims("alice"), new string('k', 48)), Unknown),
        ["signature cut off"] = (Good[..(Good.LastIndexOf('.') + 1)], "The token's signature is not valid."),
        ["signature shortened"] = (Good[..^4], Unknown),
        ["tampered"] = (Token.Tamper(Good, "alice", "bob"), Unknown),
        ["another algorithm in its header"] = (Token.Hs256(Token.Claims("alice"), header: """{"alg":"HS512"}"""), Unknown),
        ["an algorithm of fetched keys"] = (Token.Hs256(Token.Claims("alice"), header: """{"alg":"RS256"}"""), Unknown),
        ["critical extension"] = (Token.Hs256(Token.Claims("alice"), header: """{"alg":"HS256","crit":["exp2"],"exp2":1}"""), "The token demands ('crit') what is not known here."),
        ["another audience"] = (Token.Hs256(Token.Claims("alice").Replace("\"signalfire\"", "\"shop\"", StringComparison.Ordinal)), "The token is for another audience ('aud')."),
        ["no audience"] = (Token.Hs256(Token.Claims("alice").Replace("\"aud\"", "\"aux\"", StringComparison.Ordinal)), "The token is for another audience ('aud')."),
        ["another issuer"] = (Token.Hs256(Token.Claims("alice", issuer: "https://issuer.example.evil")), "The token is from another issuer ('iss')."),
        ["no issuer"] = (Token.Hs256(Token.Claims("alice").Replace("\"iss\"", "\"isx\"", StringComparison.Ordinal)), "The token is from another issuer ('iss')."),
        ["expired"] = (Token.Hs256(Token.Claims("alice", TimeProvider.System.GetUtcNow().AddSeconds(-1))), "The token has expired."),
        ["expired long ago"] = (Token.Hs256(Token.Claims("alice", DateTimeOffset.UnixEpoch)), "The token has expired."),
        ["never expires"] = (Token.Hs256(Token.Claims("alice").Replace("\"exp\"", "\"exq\"", StringComparison.Ordinal)), "The token never expires ('exp' is missing), so it is not taken."),
        ["not valid yet"] = (Token.Hs256(Token.Claims("alice", more: $",\"nbf\":{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}")), "The token is not valid yet."),
        ["one part"] = ("alice", "This is not a signed token (RFC 7519)."),
        ["no base64url"] = ("$.$.$", "This is not a signed token (RFC 7519)."),
        ["no JSON"] = ("AAAA.AAAA.AAAA", "This is not a signed token (RFC 7519)."),
        ["not an object"] = (Token.Hs256("[]"), "This is not a signed token (RFC 7519)."),
        ["encrypted"] = ("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", "The token is not valid."),
    };

    public static TheoryData<string> Kinds => [.. Forgeries.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_token_that_is_no_good_is_refused_with_401_and_a_reason_that_repeats_nothing_of_it(string kind)
    {
        var (token, reason) = Forgeries[kind];

        using var refusal = await gateway.AskAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        Assert.Equal(reason, await DetailAsync(refusal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_refused_token_is_one_line_of_the_log_for_developers_without_the_token(string kind)
    {
        var (token, reason) = Forgeries[kind];

        using var refusal = await gateway.AskAsync(token);

        Assert.StartsWith("Debug SignalFire.Gateway.Identity.Jwt.JwtAuthenticator", await gateway.Host.LineWithAsync(reason), StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Host.Lines, logged => logged.StartsWith("Error", StringComparison.Ordinal) || logged.Contains("Exception", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Host.Lines, logged => token.Length > 10 && logged.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"sub\":\"\"")]
    [InlineData("\"sub\":\"   \"")]
    [InlineData("\"sub\":42")]
    [InlineData("\"sub\":null")]
    [InlineData("\"sub\":\"al\\u0000ice\"")]
    [InlineData("\"sub\":\"al\\nice\"")]
    [InlineData("\"nosub\":1")]
    public async Task A_subject_that_can_not_name_a_peer_is_refused_with_403(string subject)
    {
        using var refusal = await gateway.AskAsync(Token.Hs256(Token.Claims("alice").Replace("\"sub\":\"alice\"", subject, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
        Assert.StartsWith("The token's claim 'sub' has to be the peer's id", await DetailAsync(refusal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"sub\":[\"alice\"]")]
    [InlineData("\"sub\":\"al\\ud800ice\"")]
    public async Task A_subject_that_is_no_text_is_refused(string subject)
    {
        using var refusal = await gateway.AskAsync(Token.Hs256(Token.Claims("alice").Replace("\"sub\":\"alice\"", subject, StringComparison.Ordinal)));

        Assert.Contains(refusal.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Fact]
    public async Task A_token_of_10_KB_is_none()
    {
        using var refusal = await gateway.AskAsync(Token.Hs256(Token.Claims(new string('a', 10 * 1024))));

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Fact]
    public async Task A_subject_of_4_KB_is_refused_with_403()
    {
        using var refusal = await gateway.AskAsync(Token.Hs256(Token.Claims(new string('a', 4 * 1024))));

        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
    }

    [Fact]
    public async Task An_issuer_whose_clock_is_a_little_ahead_is_forgiven()
    {
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds();
        await using var alice = await gateway.ConnectAsync(Token.Hs256(Token.Claims("early alice", more: $",\"nbf\":{soon}")));

        Assert.Equal("early alice", alice.Id);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage refusal) =>
        JsonDocument.Parse(await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("detail").GetString()!;
}
