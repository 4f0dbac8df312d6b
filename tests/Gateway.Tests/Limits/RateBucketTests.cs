using SignalFire.Gateway.Limits;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class RateBucketTests
{
    private const long Size = 1000;

    [Fact]
    public void A_full_bucket_gives_its_size_at_once()
    {
        var bucket = default(RateBucket);

        Assert.Equal([true, true, true, true, true, false], Enumerable.Range(0, 6).Select(_ => TryTake(ref bucket, now: 5000, cost: 200)));
    }

    [Fact]
    public void It_fills_again_with_time()
    {
        var bucket = Empty(now: 5000);

        Assert.False(TryTake(ref bucket, now: 5199, cost: 200));
        Assert.True(TryTake(ref bucket, now: 5200, cost: 200));
        Assert.False(TryTake(ref bucket, now: 5399, cost: 200));
        Assert.True(TryTake(ref bucket, now: 5400, cost: 200));
    }

    [Fact]
    public void It_is_never_fuller_than_full()
    {
        var bucket = Empty(now: 5000);

        Assert.Equal([true, true, true, true, true, false], Enumerable.Range(0, 6).Select(_ => TryTake(ref bucket, now: 5_000_000, cost: 200)));
    }

    [Fact]
    public void What_is_more_than_its_size_passes_at_its_turn_and_is_paid_for()
    {
        var bucket = default(RateBucket);

        Assert.True(TryTake(ref bucket, now: 5000, cost: 10 * Size));
        Assert.False(TryTake(ref bucket, now: 5000 + (9 * Size), cost: 1));
        Assert.True(TryTake(ref bucket, now: 5001 + (9 * Size), cost: 1));
        Assert.False(TryTake(ref bucket, now: 5002 + (9 * Size), cost: 2 * Size));
        Assert.True(TryTake(ref bucket, now: 5002 + (10 * Size), cost: 2 * Size));
    }

    [Fact]
    public void What_is_refused_costs_nothing()
    {
        var bucket = Empty(now: 5000);
        for (var i = 0; i < 1000; i++)
        {
            TryTake(ref bucket, now: 5000, cost: 200);
        }

        Assert.True(TryTake(ref bucket, now: 5200, cost: 200));
    }

    [Fact]
    public void The_wait_is_what_it_says()
    {
        var bucket = Empty(now: 5000);

        var wait = bucket.Wait(5100, Size, cost: 300);

        Assert.Equal(200, wait);
        Assert.False(TryTake(ref bucket, 5100 + wait - 1, cost: 300));
        Assert.True(TryTake(ref bucket, 5100 + wait, cost: 300));
    }

    private static RateBucket Empty(long now)
    {
        var bucket = default(RateBucket);
        bucket.Take(now, Size);
        return bucket;
    }

    private static bool TryTake(ref RateBucket bucket, long now, long cost)
    {
        if (bucket.Wait(now, Size, cost) > 0)
        {
            return false;
        }

        bucket.Take(now, cost);
        return true;
    }
}
