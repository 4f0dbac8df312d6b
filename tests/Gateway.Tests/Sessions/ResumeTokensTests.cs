using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Sessions;

public sealed class ResumeTokensTests
{
    private static readonly PeerId Bob = PeerId.Parse("bob");
    private static readonly Guid Session = Guid.NewGuid();

    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly GatewayOptions _options = new();

    [Theory]
    [InlineData("bob")]
    [InlineData("ü€😀")]
    [InlineData("V1StGXR8_Z5jdHi6B-myT")]
    public void What_was_made_is_read(string peer)
    {
        Assert.True(Tokens().TryRead(Tokens().Create(PeerId.Parse(peer), owner: null, Session, 7), owner: null, seen: 42, out var read, out var claim));

        Assert.Equal((peer, new ResumeClaim(Session, 7, 42)), (read.Value, claim));
    }

    [Fact]
    public void The_longest_peer_id_makes_a_token_that_is_read()
    {
        var longest = PeerId.Parse(new string('x', PeerId.MaxBytes));

        Assert.True(Tokens().TryRead(Tokens().Create(longest, owner: null, Session, int.MaxValue), owner: null, seen: 0, out var read, out _));
        Assert.Equal(longest, read);
    }

    [Fact]
    public void A_token_fits_into_a_url_as_it_is() =>
        Assert.Matches("^[A-Za-z0-9_-]+$", Tokens().Create(Bob, owner: null, Session, 1));

    [Fact]
    public void Another_gateway_with_the_same_keys_reads_it()
    {
        var token = Tokens().Create(Bob, owner: null, Session, 1);

        Assert.True(new ResumeTokens(_keys, Options.Create(new GatewayOptions())).TryRead(token, owner: null, seen: 0, out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("x")]
    [InlineData("CfDJ8")]
    [InlineData("../../etc/passwd")]
    [InlineData("😀")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_is_refused(string? text) => AssertRefused(text);

    [Fact]
    public void One_that_is_too_long_to_be_one_is_refused_unread() => AssertRefused(new string('A', 100_000));

    [Fact]
    public void A_token_that_was_changed_anywhere_is_refused()
    {
        var token = Tokens().Create(Bob, owner: null, Session, 1);
        for (var i = 0; i < token.Length - 1; i++)
        {
            var forged = new StringBuilder(token);
            forged[i] = token[i] == 'A' ? 'B' : 'A';
            AssertRefused(forged.ToString());
        }
    }

    [Fact]
    public void A_token_that_was_cut_is_refused()
    {
        var token = Tokens().Create(Bob, owner: null, Session, 1);
        for (var length = 0; length < token.Length; length++)
        {
            AssertRefused(token[..length]);
        }
    }

    [Fact]
    public void A_token_with_something_behind_it_is_refused() => AssertRefused(Tokens().Create(Bob, owner: null, Session, 1) + "AAAA");

    [Fact]
    public void Two_tokens_joined_are_refused()
    {
        var token = Tokens().Create(Bob, owner: null, Session, 1);

        AssertRefused($"{token},{token}");
    }

    [Fact]
    public void A_token_of_other_keys_is_refused() =>
        AssertRefused(new ResumeTokens(new EphemeralDataProtectionProvider(), Options.Create(_options)).Create(Bob, owner: null, Session, 1));

    [Fact]
    public void A_token_of_another_purpose_is_refused() =>
        AssertRefused(Seal("SignalFire.SomethingElse", [.. Session.ToByteArray(), 1, 0, 0, 0, .. "bob"u8]));

    [Fact]
    public void A_token_is_good_for_a_limited_time()
    {
        _options.ResumeTokenLifetime = TimeSpan.FromMinutes(-1);

        AssertRefused(Tokens().Create(Bob, owner: null, Session, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(19)]
    [InlineData(20)]
    public void What_we_sealed_ourselves_and_names_no_peer_is_refused(int bytes) => AssertRefused(Seal("SignalFire.ResumeToken", new byte[bytes]));

    private ResumeTokens Tokens() => new(_keys, Options.Create(_options));

    private string Seal(string purpose, byte[] content) => System.Buffers.Text.Base64Url.EncodeToString(
        _keys.CreateProtector(purpose).ToTimeLimitedDataProtector().Protect(content, TimeSpan.FromDays(1)));

    private void AssertRefused(string? token) => Assert.False(Tokens().TryRead(token, owner: null, seen: 0, out _, out _), token);
}
