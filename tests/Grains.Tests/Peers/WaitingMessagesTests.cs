using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class WaitingMessagesTests
{
    private readonly Sender _bob = new("bob");
    private readonly WaitingMessages _waiting = new();

    [Fact]
    public void What_waits_is_taken_in_its_order()
    {
        Pending[] pending = [Wait("one"), Wait("two")];

        Assert.Equal(pending, _waiting.Take());
        Assert.True(_waiting.IsEmpty);
    }

    [Fact]
    public void What_waits_is_counted()
    {
        Wait("one", "three");
        Wait("two");

        Assert.Equal((3, 11), (_waiting.Messages, _waiting.Bytes));
    }

    [Fact]
    public void What_is_taken_counts_no_more()
    {
        Wait("one");

        _waiting.Take();

        Assert.Equal((0, 0), (_waiting.Messages, _waiting.Bytes));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(10, 2)]
    [InlineData(11, 3)]
    public void As_much_as_fits_is_taken_but_at_least_one(int maxBytes, int taken)
    {
        Pending[] pending = [Wait("one"), Wait("two"), Wait("three")];

        Assert.Equal(pending[..taken], _waiting.Take(maxBytes));
        Assert.Equal(pending[taken..], _waiting.All);
        Assert.Equal(3 - taken, _waiting.Messages);
    }

    [Fact]
    public void What_is_put_back_comes_first()
    {
        var one = Wait("one");
        _waiting.Take();
        var two = Wait("two");

        _waiting.PutBack([one]);

        Assert.Equal([one, two], _waiting.All);
        Assert.Equal((2, 6), (_waiting.Messages, _waiting.Bytes));
    }

    [Fact]
    public void What_meets_a_condition_is_taken_and_the_rest_stays()
    {
        var one = Wait("one");
        var two = Wait("two");

        Assert.Equal([one], _waiting.Take(pending => pending == one));

        Assert.Equal([two], _waiting.All);
        Assert.Equal((1, 3), (_waiting.Messages, _waiting.Bytes));
    }

    [Fact]
    public void There_is_room_up_to_the_bounds()
    {
        Wait("one");

        Assert.True(_waiting.HasRoom(_bob.Seal("two"), maxMessages: 2, maxBytes: 6));
        Assert.False(_waiting.HasRoom(_bob.Seal("two"), maxMessages: 1, maxBytes: 6));
        Assert.False(_waiting.HasRoom(_bob.Seal("two"), maxMessages: 2, maxBytes: 5));
    }

    [Fact]
    public void What_comes_alone_has_room() => Assert.True(_waiting.HasRoom(_bob.Seal("one"), maxMessages: 0, maxBytes: 0));

    [Fact]
    public void Who_does_not_wait_has_no_deadline() => Assert.Equal(long.MaxValue, _waiting.Deadline);

    private Pending Wait(params string[] texts)
    {
        var envelope = _bob.Seal(texts);
        var pending = new Pending(envelope, new Settlement(envelope.Number));
        _waiting.Add(pending);
        return pending;
    }
}
