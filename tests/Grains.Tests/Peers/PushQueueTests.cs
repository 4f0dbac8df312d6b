using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class PushQueueTests
{
    private readonly FakePush _push = new();
    private readonly PushQueue _queue;

    public PushQueueTests() => _queue = new PushQueue(_push.PushAsync, maxBytes: 12);

    [Fact]
    public void A_call_is_pushed_at_once_and_uncopied_when_nothing_is_under_way()
    {
        var call = FakePush.Call("one");

        _ = Enqueue(call);

        Assert.Same(call, Assert.Single(_push.Pushed));
    }

    [Fact]
    public async Task A_call_has_the_outcome_of_its_push()
    {
        var one = Enqueue("one");

        _push.End(DeliveryOutcome.PeerUnknown);

        Assert.Equal(DeliveryOutcome.PeerUnknown, await one);
    }

    [Fact]
    public void One_push_is_under_way_at_a_time()
    {
        _ = Enqueue("one");
        _ = Enqueue("two");

        Assert.Equal(["one"], _push.Texts);
    }

    [Fact]
    public void What_came_during_a_push_goes_out_together_and_in_its_order()
    {
        _ = Enqueue("one");
        _ = Enqueue("two", "three");
        _ = Enqueue("four");

        _push.End();

        Assert.Equal(["one", "two three four"], _push.Texts);
    }

    [Fact]
    public async Task What_went_out_together_has_one_outcome()
    {
        _ = Enqueue("one");
        var two = Enqueue("two");
        var three = Enqueue("three");

        _push.End();
        _push.End(DeliveryOutcome.Unavailable);

        Assert.Equal([DeliveryOutcome.Unavailable, DeliveryOutcome.Unavailable], await Task.WhenAll(two, three));
    }

    [Fact]
    public void What_comes_during_the_second_push_waits_for_the_third()
    {
        _ = Enqueue("one");
        _ = Enqueue("two");
        _push.End();
        _ = Enqueue("three");

        _push.End();

        Assert.Equal(["one", "two", "three"], _push.Texts);
    }

    [Fact]
    public void A_call_after_the_last_push_is_pushed_at_once()
    {
        _ = Enqueue("one");
        _ = Enqueue("two");
        _push.End();
        _push.End();

        _ = Enqueue("three");

        Assert.Equal(["one", "two", "three"], _push.Texts);
    }

    [Fact]
    public async Task A_call_beyond_the_bound_is_unavailable_at_once()
    {
        _ = Enqueue("one");
        _ = Enqueue("1234567890");

        Assert.Equal(DeliveryOutcome.Unavailable, await Enqueue("123"));
    }

    [Fact]
    public void A_call_beyond_the_bound_takes_nothing_from_those_before()
    {
        _ = Enqueue("one");
        _ = Enqueue("1234567890");
        _ = Enqueue("123");

        _push.End();

        Assert.Equal(["one", "1234567890"], _push.Texts);
    }

    [Fact]
    public async Task A_call_that_is_answered_may_enqueue_the_next_at_once()
    {
        var one = Enqueue("one");
        var next = EnqueueAfterAsync(one, "two");

        _push.End();
        _push.End();

        Assert.Equal(DeliveryOutcome.Delivered, await next);
    }

    [Fact]
    public async Task A_push_that_throws_fails_its_call()
    {
        var one = Enqueue("one");

        _push.Fail(new InvalidOperationException("A bug."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => one);
    }

    [Fact]
    public void A_push_that_throws_does_not_stop_those_behind_it()
    {
        _ = Enqueue("one");
        _ = Enqueue("two");

        _push.Fail(new InvalidOperationException("A bug."));

        Assert.Equal(["one", "two"], _push.Texts);
    }

    [Fact]
    public async Task A_push_of_several_calls_that_throws_fails_them_and_not_the_next()
    {
        _ = Enqueue("one");
        var two = Enqueue("two");
        _push.End();
        var three = Enqueue("three");

        _push.Fail(new InvalidOperationException("A bug."));
        _push.End();

        await Assert.ThrowsAsync<InvalidOperationException>(() => two);
        Assert.Equal(DeliveryOutcome.Delivered, await three);
    }

    private Task<DeliveryOutcome> Enqueue(params string[] texts) => Enqueue(FakePush.Call(texts));

    private Task<DeliveryOutcome> Enqueue(Envelope[] call) => _queue.EnqueueAsync(call).AsTask();

    private async Task<DeliveryOutcome> EnqueueAfterAsync(Task<DeliveryOutcome> before, string text)
    {
        await before;
        return await Enqueue(text);
    }
}
