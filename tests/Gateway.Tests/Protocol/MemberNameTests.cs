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

    private static bool IsSenderId(string written) =>
        MemberName.Matches(Encoding.UTF8.GetBytes(written), written.Contains('\\', StringComparison.Ordinal), MemberName.SenderId);
}
