using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class PersistentDeliveryTests
{
    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly GatewayOptions _options = new();
    private readonly List<Exception> _failures = [];

    private FakePeerGrain Bob => _cluster["bob"];

    [Theory]
    [InlineData(DeliveryOutcome.Delivered)]
    [InlineData(DeliveryOutcome.PeerUnknown)]
    [InlineData(DeliveryOutcome.Unavailable)]
    [InlineData(DeliveryOutcome.Held)]
    [InlineData(DeliveryOutcome.OutOfTurn)]
    public async Task What_the_grain_says_is_the_outcome(DeliveryOutcome outcome)
    {
        var delivering = DeliverAsync();
        (await Bob.NextAsync()).Release(outcome);

        Assert.Equal(outcome, await delivering);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(OrleansException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(SocketException))]
    public async Task A_call_whose_end_is_unclear_is_repeated(Type failure)
    {
        var delivering = DeliverAsync();
        (await Bob.NextAsync()).Fail((Exception)Activator.CreateInstance(failure)!);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        (await Bob.NextAsync()).Release();

        Assert.Equal(DeliveryOutcome.Delivered, await delivering);
    }

    [Fact]
    public async Task The_repeated_call_carries_the_same_envelope_and_says_that_it_may_have_arrived()
    {
        _ = DeliverAsync();
        var first = await FailAsync();
        _time.Advance(TimeSpan.FromMilliseconds(50));

        var repeated = (await Bob.NextAsync()).Envelope;
        Assert.Equal(first.Envelope.Number, repeated.Number);
        Assert.False(first.Envelope.MayHaveArrived);
        Assert.True(repeated.MayHaveArrived);
    }

    [Fact]
    public async Task A_grain_that_fails_by_itself_is_not_asked_again()
    {
        var delivering = DeliverAsync();
        await FailAsync(new FormatException("a bug"));

        Assert.Equal(DeliveryOutcome.Unavailable, await delivering);
    }

    [Fact]
    public async Task The_pauses_double_up_to_a_second()
    {
        _ = DeliverAsync();
        foreach (var pause in (int[])[50, 100, 200, 400, 800, 1000, 1000])
        {
            await FailAsync();
            _time.Advance(TimeSpan.FromMilliseconds(pause - 1));
            Assert.False(Bob.HasNext);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Bob.NextAsync();
    }

    [Fact]
    public async Task Patience_ends()
    {
        var delivering = DeliverAsync();
        for (var call = 0; call < 15; call++)
        {
            await FailAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(delivering.IsCompleted);
        await FailAsync();
        Assert.Equal(DeliveryOutcome.Unavailable, await delivering);
    }

    [Fact]
    public async Task It_begins_with_the_first_failure()
    {
        // A call may take long before it fails, and has not been repeated then.
        _options.DeliveryPatience = TimeSpan.FromSeconds(1);
        _ = DeliverAsync();
        var first = await Bob.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        first.Fail(new TimeoutException());
        _time.Advance(TimeSpan.FromMilliseconds(50));

        await Bob.NextAsync();
    }

    [Fact]
    public async Task What_failed_while_the_gateway_was_frozen_is_not_repeated()
    {
        var delivering = DeliverAsync();
        var first = await Bob.NextAsync();
        _time.Advance(_options.DeliveryPatience + TimeSpan.FromSeconds(6));
        first.Fail(new TimeoutException());

        Assert.Equal(DeliveryOutcome.Unavailable, await delivering);
    }

    [Fact]
    public async Task Without_patience_nothing_is_repeated()
    {
        _options.DeliveryPatience = TimeSpan.Zero;
        var delivering = DeliverAsync();
        await FailAsync();

        Assert.Equal(DeliveryOutcome.Unavailable, await delivering);
    }

    [Fact]
    public async Task Of_a_lost_cluster_nothing_is_awaited()
    {
        var delivering = DeliverAsync();
        _cluster.IsLost = true;
        await FailAsync();

        Assert.Equal(DeliveryOutcome.Unavailable, await delivering);
    }

    [Fact]
    public async Task A_cluster_that_is_lost_meanwhile_ends_it_with_the_next_failure()
    {
        var delivering = DeliverAsync();
        await FailAsync();
        _cluster.IsLost = true;
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await FailAsync();

        Assert.Equal(DeliveryOutcome.Unavailable, await delivering);
    }

    [Fact]
    public async Task Each_failure_is_told()
    {
        Exception[] failures = [new TimeoutException("1"), new TimeoutException("2")];
        _ = DeliverAsync();
        await FailAsync(failures[0]);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await FailAsync(failures[1]);

        Assert.Equal(failures, _failures);
    }

    private Task<DeliveryOutcome> DeliverAsync() =>
        new PersistentDelivery(_options, _cluster, _time).DeliverAsync(Bob, Items.Envelope(1, "{}"), _failures.Add).AsTask();

    private async Task<HeldDelivery> FailAsync(Exception? failure = null)
    {
        var call = await Bob.NextAsync();
        call.Fail(failure ?? new TimeoutException());
        return call;
    }
}
