using SignalFire.Gateway.Dispatch;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class SendAnswerTests
{
    private static readonly PeerId Bob = PeerId.Parse("bob");
    private static readonly PeerId Carol = PeerId.Parse("carol");

    [Fact]
    public void With_one_target_it_is_complete_with_its_outcome() => Assert.True(To(1).TrySettle(Bob, DeliveryOutcome.Delivered));

    [Fact]
    public void With_more_it_waits_for_the_last()
    {
        var answer = To(2);

        Assert.False(answer.TrySettle(Bob, DeliveryOutcome.Delivered));
        Assert.True(answer.TrySettle(Carol, DeliveryOutcome.Delivered));
    }

    [Fact]
    public void Where_all_have_it_none_failed()
    {
        var answer = To(1);
        answer.TrySettle(Bob, DeliveryOutcome.Delivered);

        Assert.Empty(answer.Failed);
    }

    [Fact]
    public void Who_does_not_have_it_failed_in_the_order_it_was_known()
    {
        var answer = To(3);
        answer.TrySettle(Carol, DeliveryOutcome.PeerGone);
        answer.TrySettle(PeerId.Parse("dave"), DeliveryOutcome.Delivered);
        answer.TrySettle(Bob, DeliveryOutcome.PeerUnknown);

        Assert.Equal([(Carol, DeliveryOutcome.PeerGone), (Bob, DeliveryOutcome.PeerUnknown)], answer.Failed);
    }

    [Fact]
    public void However_many_settle_at_once_it_is_complete_once()
    {
        var answer = To(1000);
        var complete = 0;

        Parallel.For(0, 1000, _ =>
        {
            if (answer.TrySettle(Bob, DeliveryOutcome.PeerUnknown))
            {
                Interlocked.Increment(ref complete);
            }
        });

        Assert.Equal((1, 1000), (complete, answer.Failed.Count));
    }

    private static SendAnswer To(int targets) => new("7"u8.ToArray(), targets, isArray: targets > 1);
}
