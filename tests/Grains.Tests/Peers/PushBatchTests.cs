using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class PushBatchTests
{
    private readonly FakePush _push = new();
    private readonly PushBatch _batch = new();

    [Fact]
    public void Calls_are_pushed_as_one_in_their_order()
    {
        _batch.TryAdd(FakePush.Call("one", "two"), maxBytes: 100);
        _batch.TryAdd(FakePush.Call("three"), maxBytes: 100);

        _ = _batch.PushAsync(_push.PushAsync);

        Assert.Equal(["one two three"], _push.Texts);
    }

    [Fact]
    public void A_call_up_to_the_bound_is_taken()
    {
        _batch.TryAdd(FakePush.Call("12345"), maxBytes: 10);

        Assert.True(_batch.TryAdd(FakePush.Call("678", "90"), maxBytes: 10));
    }

    [Fact]
    public void A_call_beyond_the_bound_is_refused_whole()
    {
        _batch.TryAdd(FakePush.Call("12345"), maxBytes: 10);

        Assert.False(_batch.TryAdd(FakePush.Call("678", "901"), maxBytes: 10));

        _ = _batch.PushAsync(_push.PushAsync);
        Assert.Equal(["12345"], _push.Texts);
    }

    [Fact]
    public void A_smaller_call_is_taken_after_a_refused_one()
    {
        _batch.TryAdd(FakePush.Call("12345"), maxBytes: 10);
        _batch.TryAdd(FakePush.Call("678901"), maxBytes: 10);

        Assert.True(_batch.TryAdd(FakePush.Call("67890"), maxBytes: 10));
    }

    [Fact]
    public void A_first_call_is_never_refused_for_its_size()
    {
        Assert.True(_batch.TryAdd(FakePush.Call("much more than ten bytes"), maxBytes: 10));
    }

    [Fact]
    public async Task The_outcome_is_that_of_the_push()
    {
        _batch.TryAdd(FakePush.Call("one"), maxBytes: 10);

        _ = _batch.PushAsync(_push.PushAsync);
        _push.End(DeliveryOutcome.PeerUnknown);

        Assert.Equal(DeliveryOutcome.PeerUnknown, await _batch.Outcome);
    }
}
