using System.Text;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Limits;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class TargetQueueTests
{
    private const int MaxBytes = 10;

    private readonly FakeCluster _cluster = new();
    private readonly FakePeerGrain _bob = new();
    private readonly TargetQueue _queue;

    public TargetQueueTests() => _queue = new TargetQueue(
        PeerId.Parse("bob"),
        _bob,
        new MessageSource(PeerId.Parse("alice"), ConnectionId.New(), () => 1),
        new Backlog(1_000_000),
        new PersistentDelivery(new GatewayOptions(), _cluster, new FakeTimeProvider()),
        new NewTargets(new FirstCalls(1), new GatewayOptions(), new FakeTimeProvider()),
        new FakeDeliveryResults(),
        MaxBytes);

    [Fact]
    public void A_new_queue_is_idle() => Assert.True(_queue.IsIdle);

    [Fact]
    public void A_queue_with_a_message_is_not()
    {
        _queue.Add(Message(1));

        Assert.False(_queue.IsIdle);
    }

    [Fact]
    public void A_queue_with_a_call_under_way_is_not()
    {
        _queue.Add(Message(1));
        _queue.Flush();

        Assert.False(_queue.IsIdle);
    }

    [Theory]
    [InlineData(MaxBytes - 1, nameof(Admission.Queued))]
    [InlineData(MaxBytes, nameof(Admission.QueuedAndFull))]
    [InlineData(MaxBytes * 100, nameof(Admission.QueuedAndFull))]
    public void It_is_full_with_its_bound_of_bytes(int bytes, string admission) =>
        Assert.Equal(admission, _queue.Add(Message(bytes)).ToString());

    [Fact]
    public void Its_messages_count_together()
    {
        _queue.Add(Message(MaxBytes / 2));

        Assert.Equal(Admission.QueuedAndFull, _queue.Add(Message(MaxBytes / 2)));
    }

    [Fact]
    public void What_is_under_way_does_not_count()
    {
        _queue.Add(Message(MaxBytes));
        _queue.Flush();

        Assert.Equal(Admission.Queued, _queue.Add(Message(1)));
    }

    [Fact]
    public void A_flush_of_nothing_calls_nobody()
    {
        _queue.Flush();

        Assert.Equal(0, _bob.Calls);
    }

    [Fact]
    public async Task A_large_burst_is_one_call()
    {
        for (var i = 0; i < 1000; i++)
        {
            _queue.Add(Message(1));
        }

        _queue.Flush();

        Assert.Equal(1000, (await _bob.NextAsync()).Texts.Length);
    }

    private static QueuedMessage Message(int bytes) => new(Encoding.UTF8.GetBytes(new string('x', bytes)));
}
