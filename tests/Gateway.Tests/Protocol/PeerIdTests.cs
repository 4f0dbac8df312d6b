using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class PeerIdTests
{
    [Theory]
    [InlineData("b")]
    [InlineData("V1StGXR8_Z5jdHi6B-myT")]
    [InlineData("constructor")]
    [InlineData("__proto__")]
    [InlineData(" bob ")]
    [InlineData("\"\\/")]
    [InlineData("zoë")]
    [InlineData("😀")]
    [InlineData("\u200fbob\u202e")]
    [InlineData("\uFEFF")]
    [InlineData("\uFFFF")]
    public void Any_text_without_control_characters_can_name_a_peer(string text) => Assert.Equal(text, PeerId.Parse(text).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("bob\0")]
    [InlineData("bob\n")]
    [InlineData("\u001f")]
    [InlineData("\u007f")]
    [InlineData("\u0080")]
    [InlineData("\u009f")]
    public void Nothing_and_control_characters_can_not(string? text) => Assert.False(PeerId.TryParse(text, out _));

    [Theory]
    [InlineData(" ")]
    [InlineData("   ")]
    [InlineData("\u00a0")]
    [InlineData("\u2028")]
    [InlineData("\u3000 ")]
    public void White_space_alone_can_not(string text) => Assert.False(PeerId.TryParse(text, out _));

    // Not theory data: the runner's own reports can't carry them.
    [Fact]
    public void A_lone_high_surrogate_can_not() => Assert.False(PeerId.IsValid("bob\ud83d"));

    [Fact]
    public void A_lone_low_surrogate_can_not() => Assert.False(PeerId.IsValid("\ude00bob"));

    [Theory]
    [InlineData("b", 128)]
    [InlineData("é", 64)]
    [InlineData("😀", 32)]
    public void It_may_have_128_bytes(string letter, int count) => Assert.True(PeerId.IsValid(Repeat(letter, count)));

    [Theory]
    [InlineData("b", 129)]
    [InlineData("é", 65)]
    [InlineData("€", 43)]
    [InlineData("😀", 33)]
    [InlineData("b", 10_240)]
    public void It_may_not_have_more(string letter, int count) => Assert.False(PeerId.IsValid(Repeat(letter, count)));

    [Fact]
    public void Ids_that_differ_in_case_are_different_peers() => Assert.NotEqual(PeerId.Parse("bob"), PeerId.Parse("Bob"));

    [Fact]
    public void Ids_that_only_look_alike_are_different_peers() => Assert.NotEqual(PeerId.Parse("zo\u00eb"), PeerId.Parse("zoe\u0308"));

    [Fact]
    public void A_text_that_must_be_an_id_and_is_not_throws() => Assert.Throws<FormatException>(() => PeerId.Parse(""));

    private static string Repeat(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));
}
