using System.Text.Json;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

public sealed class JwtClaimsTests
{
    private static readonly DateTimeOffset End = DateTimeOffset.UnixEpoch.AddYears(60);

    [Fact]
    public void The_subject_is_peer_and_account_unless_told() =>
        Assert.Equal(
            new PeerIdentity { PeerId = PeerId.Parse("alice"), Account = "alice", ExpiresAt = End },
            Read("""{"sub":"alice"}""").Identity);

    [Fact]
    public void Other_claims_can_be_named()
    {
        var identity = Read("""{"sub":"alice","device":"alice's phone"}""", new JwtOptions { PeerIdClaim = "device" }).Identity!;

        Assert.Equal(("alice's phone", "alice"), (identity.PeerId!.Value.Value, identity.Account));
    }

    [Fact]
    public void Without_a_claim_for_it_the_gateway_names_the_peer()
    {
        var identity = Read("""{"sub":"alice"}""", new JwtOptions { PeerIdClaim = "" }).Identity!;

        Assert.Null(identity.PeerId);
        Assert.Equal("alice", identity.Account);
    }

    [Fact]
    public void Without_a_claim_for_it_there_is_no_account() =>
        Assert.Null(Read("""{"sub":"alice"}""", new JwtOptions { AccountClaim = "" }).Identity!.Account);

    [Theory]
    [InlineData("""{"sub":"alice"}""", null)]
    [InlineData("""{"sub":"alice","signalfire_targets":[]}""", "")]
    [InlineData("""{"sub":"alice","signalfire_targets":"bob"}""", "bob")]
    [InlineData("""{"sub":"alice","signalfire_targets":["bob","room-1-*"]}""", "bob room-1-*")]
    public void Targets_are_patterns(string claims, string? targets) =>
        Assert.Equal(targets, Read(claims).Identity!.Rights.Targets is { } patterns ? string.Join(' ', patterns) : null);

    [Fact]
    public void Rates_are_whole_numbers()
    {
        var rights = Read("""{"sub":"alice","signalfire_messages_per_second":10,"signalfire_bytes_per_second":99999999999}""").Identity!.Rights;

        Assert.Equal((10, int.MaxValue), (rights.MessagesPerSecond, rights.BytesPerSecond));
    }

    [Theory]
    [InlineData("""{}""", "sub")]
    [InlineData("""{"sub":"\ud800"}""", "sub")]
    [InlineData("""{"sub":"alice","signalfire_targets":null}""", "signalfire_targets")]
    [InlineData("""{"sub":"alice","signalfire_targets":""}""", "signalfire_targets")]
    [InlineData("""{"sub":"alice","signalfire_targets":["bob",1]}""", "signalfire_targets")]
    [InlineData("""{"sub":"alice","signalfire_targets":{"bob":true}}""", "signalfire_targets")]
    [InlineData("""{"sub":"alice","signalfire_targets":["\udc00"]}""", "signalfire_targets")]
    [InlineData("""{"sub":"alice","signalfire_messages_per_second":0}""", "signalfire_messages_per_second")]
    [InlineData("""{"sub":"alice","signalfire_messages_per_second":"10"}""", "signalfire_messages_per_second")]
    [InlineData("""{"sub":"alice","signalfire_bytes_per_second":1.5}""", "signalfire_bytes_per_second")]
    [InlineData("""{"sub":"alice","signalfire_bytes_per_second":1e400}""", "signalfire_bytes_per_second")]
    public void A_claim_that_can_not_be_understood_lets_nobody_in_and_is_named(string claims, string claim)
    {
        var refused = Read(claims);

        Assert.Equal(403, refused.Status);
        Assert.StartsWith($"The token's claim '{claim}' ", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(257, 403)]
    public void An_account_has_bounds(int length, int status) =>
        Assert.Equal(status, Read($$"""{"sub":"alice","acct":"{{new string('a', length)}}"}""", new JwtOptions { AccountClaim = "acct" }).Status);

    private static PeerAuthentication Read(string claims, JwtOptions? options = null) => JwtClaims.Read(JsonDocument.Parse(claims).RootElement, End, options ?? new JwtOptions());
}
