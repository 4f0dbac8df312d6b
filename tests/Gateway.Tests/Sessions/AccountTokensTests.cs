using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Sessions;

public sealed class AccountTokensTests
{
    private static readonly PeerId Bob = PeerId.Parse("bob");

    private readonly ResumeTokens _tokens = new(new EphemeralDataProtectionProvider(), Options.Create(new GatewayOptions()));

    [Theory]
    [InlineData("alice@example.com")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void An_account_reads_its_own_token(string account) =>
        Assert.True(_tokens.TryRead(_tokens.Create(Bob, account, Guid.NewGuid(), 1), account, seen: 0, out _, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("alice@example.com")]
    public void That_a_token_is_genuine_shows_before_it_is_known_who_brings_it(string? owner) =>
        Assert.True(_tokens.IsGenuine(_tokens.Create(Bob, owner, Guid.NewGuid(), 1)));

    [Theory]
    [InlineData(null)]
    [InlineData("x")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void And_that_it_is_not(string? token) => Assert.False(_tokens.IsGenuine(token));

    [Fact]
    public void A_token_of_other_keys_is_not() =>
        Assert.False(_tokens.IsGenuine(new ResumeTokens(new EphemeralDataProtectionProvider(), Options.Create(new GatewayOptions())).Create(Bob, "alice", Guid.NewGuid(), 1)));

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", "Alice")]
    [InlineData("alice", null)]
    [InlineData(null, "alice")]
    [InlineData("", null)]
    [InlineData(null, "")]
    public void Nobody_elses_request_can_use_a_token(string? owner, string? thief) =>
        Assert.False(_tokens.TryRead(_tokens.Create(Bob, owner, Guid.NewGuid(), 1), thief, seen: 0, out _, out _));
}
