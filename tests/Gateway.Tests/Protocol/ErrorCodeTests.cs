using SignalFire.Grains;
using Xunit;
using ErrorCode = SignalFire.Gateway.Protocol.ErrorCode;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class ErrorCodeTests
{
    [Theory]
    [InlineData(DeliveryOutcome.PeerUnknown, "peer-unknown")]
    [InlineData(DeliveryOutcome.PeerGone, "peer-gone")]
    [InlineData(DeliveryOutcome.MailboxFull, "mailbox-full")]
    [InlineData(DeliveryOutcome.Unavailable, "unavailable")]
    [InlineData(DeliveryOutcome.Held, "unavailable")]
    [InlineData(DeliveryOutcome.OutOfTurn, "unavailable")]
    [InlineData((DeliveryOutcome)99, "unavailable")]
    public void An_outcome_that_is_not_a_delivery_has_a_code(DeliveryOutcome outcome, string code) => Assert.Equal(code, ErrorCode.Of(outcome));
}
