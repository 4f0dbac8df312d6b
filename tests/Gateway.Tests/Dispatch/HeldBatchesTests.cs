using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class HeldBatchesTests
{
    private readonly HeldBatches _held = new();

    [Fact]
    public void At_first_nothing_is_held() => Assert.Equal((true, 0), (_held.IsEmpty, _held.LastNumber));

    [Fact]
    public void Of_the_first_somebody_has_to_ask() => Assert.True(Add(1));

    [Fact]
    public void Of_the_second_somebody_asks_already()
    {
        Add(1);

        Assert.False(Add(2));
    }

    [Fact]
    public void The_last_number_is_the_newest()
    {
        Add(3);
        Add(7);

        Assert.Equal(7, _held.LastNumber);
    }

    [Fact]
    public void The_oldest_comes_first()
    {
        Add(1);
        Add(2);

        Assert.Equal(1, _held.Oldest.Envelope.Number);
        Assert.True(_held.RemoveOldest());
        Assert.Equal(2, _held.Oldest.Envelope.Number);
        Assert.False(_held.RemoveOldest());
    }

    [Fact]
    public void What_is_emptied_has_no_last_number()
    {
        Add(1);
        _held.RemoveOldest();

        Assert.Equal((true, 0), (_held.IsEmpty, _held.LastNumber));
    }

    [Fact]
    public void And_begins_anew()
    {
        Add(1);
        _held.RemoveOldest();

        Assert.True(Add(2));
    }

    [Fact]
    public void With_nothing_held_nobody_waits() => Assert.True(_held.EmptiedAsync().IsCompleted);

    [Fact]
    public async Task It_is_emptied_with_the_last()
    {
        Add(1);
        Add(2);
        var emptied = _held.EmptiedAsync();
        _held.RemoveOldest();
        Assert.False(emptied.IsCompleted);
        _held.RemoveOldest();

        await Sender.WithinAsync(emptied);
    }

    private bool Add(long number) => _held.Add(new Batch(Items.Envelope(number, "{}"), []));
}
