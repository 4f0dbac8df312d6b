namespace SignalFire.Streams.Tests.Push;

/// <summary>Sets of subscriptions, compared without listing them.</summary>
public sealed class SubscriptionDigestTests
{
    private readonly Guid _alice = Guid.NewGuid();
    private readonly Guid _bob = Guid.NewGuid();

    [Fact]
    public void The_order_in_which_a_set_came_about_does_not_matter() =>
        Assert.Equal(default(SubscriptionDigest).With(_alice).With(_bob), default(SubscriptionDigest).With(_bob).With(_alice));

    [Fact]
    public void What_is_taken_out_leaves_no_trace() =>
        Assert.Equal(default(SubscriptionDigest).With(_alice), default(SubscriptionDigest).With(_bob).With(_alice).Without(_bob));

    [Fact]
    public void Sets_of_the_same_size_differ() =>
        Assert.NotEqual(default(SubscriptionDigest).With(_alice), default(SubscriptionDigest).With(_bob));

    [Fact]
    public void The_difference_of_equal_sets_is_nothing() =>
        Assert.Equal(default, default(SubscriptionDigest).With(_alice).DifferenceTo(default(SubscriptionDigest).With(_alice)));

    [Fact]
    public void The_difference_is_the_same_whatever_both_sets_have_besides() =>
        Assert.Equal(
            default(SubscriptionDigest).With(_alice).DifferenceTo(default),
            default(SubscriptionDigest).With(_alice).With(_bob).DifferenceTo(default(SubscriptionDigest).With(_bob)));
}
