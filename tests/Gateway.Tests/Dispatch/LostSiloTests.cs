using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class LostSiloTests : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly FakePeerGrain _bob = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LosingCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_call_under_way_when_a_silo_is_lost_is_repeated()
    {
        var delivering = DeliverAsync();
        var first = await _bob.NextAsync();
        await LoseAsync();
        var second = await _bob.NextAsync();
        second.Release();

        Assert.Equal(first.Envelope.Number, second.Envelope.Number);
        Assert.Equal(DeliveryOutcome.Delivered, await delivering);
    }

    [Fact]
    public async Task It_is_repeated_once_for_each_loss()
    {
        _ = DeliverAsync();
        await _bob.NextAsync();
        await LoseAsync();
        await _bob.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(_bob.HasNext);
    }

    [Fact]
    public async Task A_refusal_does_not_count_while_the_first_call_may_be_on_its_way()
    {
        var delivering = DeliverAsync();
        var first = await _bob.NextAsync();
        await LoseAsync();
        (await _bob.NextAsync()).Release(DeliveryOutcome.PeerUnknown);
        Assert.False(delivering.IsCompleted);

        first.Release();
        (await _bob.NextAsync()).Release();

        Assert.Equal(DeliveryOutcome.Delivered, await delivering);
    }

    [Fact]
    public async Task A_refusal_counts_once_the_first_call_has_failed_and_the_question_was_asked_again()
    {
        var delivering = DeliverAsync();
        var first = await _bob.NextAsync();
        await LoseAsync();
        (await _bob.NextAsync()).Release(DeliveryOutcome.PeerUnknown);
        first.Fail(new TimeoutException());
        (await _bob.NextAsync()).Release(DeliveryOutcome.PeerUnknown);

        Assert.Equal(DeliveryOutcome.PeerUnknown, await delivering);
    }

    private async Task LoseAsync()
    {
        await _cluster.LoseAsync();
        _time.Advance(FirstPause);
    }

    private Task<DeliveryOutcome> DeliverAsync() =>
        new PersistentDelivery(new GatewayOptions(), _cluster, _time).DeliverAsync(_bob, Items.Envelope(1, "{}"), _ => { }).AsTask();

    private sealed class LosingCluster : ICluster, IDisposable
    {
        private CancellationTokenSource _next = new();

        public bool IsLost => false;

        public CancellationToken NextLoss => _next.Token;

        public async Task LoseAsync()
        {
            using var lost = _next;
            _next = new CancellationTokenSource();
            // What waits goes on within this call.
            await lost.CancelAsync();
        }

        public void Dispose() => _next.Dispose();
    }
}
