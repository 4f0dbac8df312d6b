using System.Text;
using SignalFire.Gateway.Ice;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Ice;

public sealed class TurnCredentialsTests
{
    private static readonly DateTimeOffset Until = DateTimeOffset.FromUnixTimeSeconds(1_896_006_000).AddMilliseconds(999);

    private static readonly TurnOptions Options = new() { SharedSecret = "0123456789abcdef", Urls = { "turn:turn.example.org" } };

    /// <summary>The passwords were made with <c>openssl dgst -sha1 -hmac 0123456789abcdef -binary | base64</c>.</summary>
    [Theory]
    [InlineData("alice", "1896006000:alice", "72TxO5XyqWreSaIqqvO30mp71k0=")]
    [InlineData("a:b \"c\"😀", "1896006000:a%3Ab%20%22c%22%F0%9F%98%80", "YI8tLCTyMUM8eJGhOAThrfCegSg=")]
    public void Alice_is_named_with_the_end_of_her_time_and_gets_the_digest_of_that(string peer, string username, string credential) =>
        Assert.Equivalent(new IceServer(["turn:turn.example.org"], username, credential), TurnCredentials.Of(Options, PeerId.Parse(peer), Until), strict: true);

    [Theory]
    [InlineData("'; DROP TABLE users; --")]
    [InlineData("tab\u00a0and\\back\\slash")]
    [InlineData("UNION of Unions, selected: select")]
    [InlineData("%75nion%20select")]
    public void A_name_is_one_that_coturn_takes_and_no_other_peer_has(string peer)
    {
        var user = TurnCredentials.Of(Options, PeerId.Parse(peer), Until).Username!["1896006000:".Length..];

        Assert.Matches("^[A-Za-z0-9._~%-]+$", user);
        Assert.DoesNotContain("union", user, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(peer, Uri.UnescapeDataString(user));
    }

    [Fact]
    public void The_longest_name_fits_into_STUN() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(TurnCredentials.Of(Options, PeerId.Parse(new string('"', PeerId.MaxBytes)), Until).Username!), 395, 508);
}
