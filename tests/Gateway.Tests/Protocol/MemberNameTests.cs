using System.Text;
using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class MemberNameTests
{
    [Theory]
    [InlineData("senderId")]
    [InlineData(@"sender\u0049d")]
    [InlineData(@"\u0073enderId")]
    [InlineData(@"senderI\u0064")]
    [InlineData(@"se\u006eder\u0049d")]
    [InlineData(@"se\u006Eder\u0049d")]
    [InlineData(@"\u0073\u0065\u006e\u0064\u0065\u0072\u0049\u0064")]
    public void Every_spelling_of_a_name_matches(string written) => Assert.True(IsSenderId(written));

    [Theory]
    [InlineData("")]
    [InlineData("senderI")]
    [InlineData("senderIdd")]
    [InlineData("senderid")]
    [InlineData(@"sender\u0069d")]
    [InlineData(@"sender\u0149d")]
    [InlineData(@"sender\u4900d")]
    [InlineData(@"\u0073")]
    [InlineData(@"senderId\u0000")]
    [InlineData(@"senderI\u0064\u0064")]
    [InlineData(@"\\u0073enderId")]
    [InlineData(@"\nenderId")]
    [InlineData(@"\ud800\udc00")]
    [InlineData(@"senderI\ud800")]
    public void Nothing_else_matches(string written) => Assert.False(IsSenderId(written));

    [Theory]
    [InlineData(@"sender\u 49d")]
    [InlineData(@"sender\u+049d")]
    [InlineData(@"sender\u49")]
    [InlineData(@"sender\")]
    public void A_broken_escape_does_not_match(string written) => Assert.False(IsSenderId(written));

    [Theory]
    [InlineData("peerId", nameof(KnownMember.PeerId))]
    [InlineData("receiverId", nameof(KnownMember.ReceiverId))]
    [InlineData("senderId", nameof(KnownMember.SenderId))]
    [InlineData("ref", nameof(KnownMember.Ref))]
    [InlineData("seq", nameof(KnownMember.Seq))]
    [InlineData("type", nameof(KnownMember.Type))]
    [InlineData(@"peer\u0049d", nameof(KnownMember.PeerId))]
    [InlineData(@"receiver\u0049d", nameof(KnownMember.ReceiverId))]
    [InlineData(@"sender\u0049d", nameof(KnownMember.SenderId))]
    [InlineData(@"r\u0065f", nameof(KnownMember.Ref))]
    [InlineData(@"s\u0065q", nameof(KnownMember.Seq))]
    [InlineData(@"typ\u0065", nameof(KnownMember.Type))]
    [InlineData("", nameof(KnownMember.None))]
    [InlineData("ree", nameof(KnownMember.None))]
    [InlineData("Type", nameof(KnownMember.None))]
    [InlineData("peerid", nameof(KnownMember.None))]
    [InlineData("senderID", nameof(KnownMember.None))]
    [InlineData("receiverid", nameof(KnownMember.None))]
    [InlineData(@"\u0062", nameof(KnownMember.None))]
    public void A_name_is_found_in_every_spelling(string written, string member) =>
        Assert.Equal(member, MemberName.Find(Encoding.UTF8.GetBytes(written), written.Contains('\\', StringComparison.Ordinal)).ToString());

    private static bool IsSenderId(string written) =>
        MemberName.Matches(Encoding.UTF8.GetBytes(written), written.Contains('\\', StringComparison.Ordinal), MemberName.SenderId);
}
