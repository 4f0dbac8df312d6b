namespace SignalFire.Streams.Tests.Push;

/// <summary>An observer is handed nothing after its subscription ended, not even what was on its way.</summary>
public sealed class LocalSubscriptionTests
{
    [Fact]
    public void A_subscription_hands_over_what_comes()
    {
        var bob = new Inbox();

        Assert.True(Of(bob).TryHandOver("hello", out _));
        Assert.False(bob.IsEmpty);
    }

    [Fact]
    public async Task A_subscription_that_ended_hands_nothing_over()
    {
        var bob = new Inbox();
        var subscription = Of(bob);

        await subscription.EndAsync();

        Assert.False(subscription.TryHandOver("hello", out _));
        Assert.True(bob.IsEmpty);
    }

    [Fact]
    public async Task The_end_waits_for_what_is_just_being_handed_over()
    {
        LocalSubscription<string>? subscription = null;
        Task? end = null;
        var endedInside = true;
        subscription = Of(new Inbox(_ =>
        {
            end = subscription!.EndAsync();
            endedInside = end.IsCompleted;
            return Task.CompletedTask;
        }));

        subscription.TryHandOver("hello", out _);

        Assert.False(endedInside);
        await Eventually.HappensAsync(end!, "the end of a subscription");
    }

    [Fact]
    public async Task The_end_does_not_wait_for_an_observer_that_hangs()
    {
        using var hold = new Hold();
        var subscription = Of(new Inbox(_ => hold.Released));
        subscription.TryHandOver("hello", out var work);

        await Eventually.HappensAsync(subscription.EndAsync(), "the end of a subscription");

        Assert.False(work.IsCompleted);
    }

    private static LocalSubscription<string> Of(Inbox inbox) => new(Guid.NewGuid(), Providers.Push, StreamId.Create("speaker", "alice"), inbox);
}
