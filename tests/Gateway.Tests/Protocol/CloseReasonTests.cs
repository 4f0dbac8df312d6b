using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class CloseReasonTests
{
    public static TheoryData<CloseReason, int, string> Reasons => new()
    {
        { CloseReason.Normal, 1000, "normal" },
        { CloseReason.GatewayLeaving, 1001, "gateway leaving" },
        { CloseReason.BinaryMessage, 1003, "binary message" },
        { CloseReason.MessageTooBig, 1009, "message too big" },
        { CloseReason.Drain, 1012, "drain" },
        { CloseReason.TooSlow, 4008, "too-slow" },
        { CloseReason.Resume, 4010, "resume" },
        { CloseReason.BadMessages, 4500, "bad-messages" },
        { CloseReason.Replaced, 4509, "replaced" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_close_frame_carries_the_code_and_the_words_of_the_protocol(CloseReason reason, int code, string words) =>
        Assert.Equal((code, words), ((int)reason.Code, reason.Text));
}
