using SignalFire.Gateway.Identity;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class SendPolicyTests
{
    [Theory]
    [InlineData("bob")]
    [InlineData("*")]
    public void Whoever_may_send_to_all_may_send_to_anybody(string target) => Assert.True(MaySend(patterns: null, target));

    [Fact]
    public void Whoever_may_send_to_nobody_may_not_send() => Assert.False(MaySend([], "bob"));

    [Theory]
    [InlineData("bob", "bob")]
    [InlineData("team-1:*", "team-1:bob")]
    [InlineData("team-1:*", "team-1:")]
    [InlineData("*:camera", "hall:camera")]
    [InlineData("*:camera", "hall:camera:camera")]
    [InlineData("te*1:*b", "team-1:bob")]
    [InlineData("*", "ü€😀")]
    [InlineData("robot-?", "robot-7")]
    [InlineData(@"what\?", "what?")]
    [InlineData(@"\*", "*")]
    [InlineData("a.b*", "a.b")]
    public void A_target_that_a_pattern_covers_may_be_sent_to(string pattern, string target) => Assert.True(MaySend(["nobody", pattern], target));

    [Theory]
    [InlineData("bob", "Bob")]
    [InlineData("bob", "bobby")]
    [InlineData("bob", "xbob")]
    [InlineData("team-1:*", "team-11:bob")]
    [InlineData("team-1:*", "xteam-1:bob")]
    [InlineData(@"\*", "bob")]
    [InlineData("", "bob")]
    [InlineData("[a-z]*", "bob")]
    [InlineData("b.b", "bob")]
    [InlineData("bob", "b\u043Eb")]
    public void Any_other_target_may_not(string pattern, string target) => Assert.False(MaySend([pattern], target));

    [Fact]
    public void A_pattern_of_nothing_but_stars_takes_no_time_to_tell() =>
        Assert.False(MaySend([string.Concat(Enumerable.Repeat("*a", 200)) + "b"], new string('a', PeerId.MaxBytes)));

    private static bool MaySend(string[]? patterns, string target) => new SendPolicy().MaySend(
        PeerId.Parse("alice"), new PeerIdentity { Rights = new SendRights { Targets = patterns } }, PeerId.Parse(target));
}
