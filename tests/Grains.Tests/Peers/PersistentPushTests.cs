using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;
using SignalFire.Grains.Tests.Peers.Rules;
using SignalFire.Streams;

namespace SignalFire.Grains.Tests.Peers;

/// <summary>A push to alice's connection that fails in different ways.</summary>
public sealed class PersistentPushTests
{
    private readonly PeerScene _scene = new();
    private readonly FakePushStream _stream = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly PersistentPush _pushes;
    private readonly Push _push;
    private readonly Task<DeliveryOutcome> _delivery;

    public PersistentPushTests()
    {
        _pushes = new PersistentPush(_stream, _scene.Peer, _clock);
        _scene.Connect();
        _delivery = _scene.Deliver("hello");
        _push = _scene.Begin();
    }

    [Fact]
    public async Task What_is_taken_is_pushed_once()
    {
        _stream.Ends();

        Assert.Equal(PushResult.Taken, await _pushes.PushAsync(_push));
        Assert.Equal(1, _stream.Pushes);
    }

    /// <summary>A connection that attached anew may have two subscriptions, and the older is what is gone.</summary>
    [Fact]
    public async Task Who_is_gone_once_is_asked_again_at_once()
    {
        _stream.Ends(new ConsumerGoneException(), null);

        Assert.Equal(PushResult.Taken, await _pushes.PushAsync(_push));
    }

    [Fact]
    public async Task Who_is_gone_twice_is_gone()
    {
        _stream.Ends(new ConsumerGoneException(), new ConsumerGoneException());

        Assert.Equal(PushResult.Gone, await _pushes.PushAsync(_push));
        Assert.False(_delivery.IsCompleted);
    }

    [Fact]
    public async Task What_fails_is_tried_again_after_a_moment_and_its_sender_waits_no_longer()
    {
        _stream.Ends(new TimeoutException(), null);
        var pushing = _pushes.PushAsync(_push);
        Assert.Equal(DeliveryOutcome.Held, await _delivery);
        Assert.Equal(1, _stream.Pushes);

        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(PushResult.Taken, await Eventually.HappensAsync(pushing, "the end of the push"));
    }

    [Fact]
    public async Task What_goes_on_failing_is_given_up_after_two_seconds()
    {
        _stream.Ends([.. Enumerable.Repeat(new TimeoutException(), 100)]);
        var pushing = _pushes.PushAsync(_push);

        for (var i = 1; i < 40; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            Assert.False(pushing.IsCompleted);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(PushResult.Unclear, await Eventually.HappensAsync(pushing, "the end of the push"));
    }

    [Fact]
    public async Task What_fails_when_another_connection_has_the_peer_is_not_tried_again()
    {
        _scene.Connect();
        _stream.Ends(new TimeoutException());

        Assert.Equal(PushResult.Unclear, await _pushes.PushAsync(_push));
        Assert.Equal(1, _stream.Pushes);
    }
}
