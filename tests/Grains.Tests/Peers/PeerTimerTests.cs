using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class PeerTimerTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly GrainTurns _turns;
    private readonly PeerTimer _timer;
    private int _calls;

    public PeerTimerTests()
    {
        (var grain, _turns) = GrainTurns.Create();
        _timer = new PeerTimer(_time, grain, () => _calls++);
    }

    [Fact]
    public void It_calls_back_when_it_is_due()
    {
        _timer.Set(Deadlines.In(Second, _time));

        Pass(Second - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _calls);
        Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public void It_calls_back_once()
    {
        _timer.Set(Deadlines.In(Second, _time));

        Pass(10 * Second);

        Assert.Equal(1, _calls);
    }

    [Fact]
    public void It_calls_back_in_the_turn_of_the_grain_only()
    {
        _timer.Set(Deadlines.In(Second, _time));

        _time.Advance(Second);

        Assert.Equal(0, _calls);
    }

    [Fact]
    public void It_does_not_call_back_when_it_was_set_to_never()
    {
        _timer.Set(Deadlines.In(Second, _time));
        _timer.Set(long.MaxValue);

        Pass(10 * Second);

        Assert.Equal(0, _calls);
    }

    [Fact]
    public void A_later_time_counts_though_the_turn_of_the_earlier_is_queued()
    {
        _timer.Set(Deadlines.In(Second, _time));
        _time.Advance(Second);
        _timer.Set(Deadlines.In(Second, _time));
        _turns.Run();
        Assert.Equal(0, _calls);

        Pass(Second);

        Assert.Equal(1, _calls);
    }

    [Fact]
    public void It_can_be_set_again_after_it_called_back()
    {
        _timer.Set(Deadlines.In(Second, _time));
        Pass(Second);

        _timer.SetAtLatest(Deadlines.In(Second, _time));
        Pass(Second);

        Assert.Equal(2, _calls);
    }

    [Fact]
    public void What_is_set_is_not_set_to_a_later_one()
    {
        _timer.SetAtLatest(Deadlines.In(Second, _time));
        _timer.SetAtLatest(Deadlines.In(2 * Second, _time));

        Pass(Second);

        Assert.Equal(1, _calls);
    }

    [Fact]
    public void It_can_be_set_to_an_earlier_one()
    {
        _timer.Set(Deadlines.In(10 * Second, _time));
        _timer.SetAtLatest(Deadlines.In(Second, _time));

        Pass(Second);

        Assert.Equal(1, _calls);
    }

    [Fact]
    public void It_does_not_call_back_when_it_is_disposed()
    {
        _timer.Set(Deadlines.In(Second, _time));
        _time.Advance(Second);
        _timer.Dispose();

        _turns.Run();

        Assert.Equal(0, _calls);
    }

    /// <summary>A push may end after the activation did.</summary>
    [Fact]
    public void It_can_not_be_set_after_it_is_disposed()
    {
        _timer.Dispose();

        _timer.Set(Deadlines.In(Second, _time));
        _timer.SetAtLatest(Deadlines.In(Second, _time));
        Pass(Second);

        Assert.Equal(0, _calls);
    }

    public void Dispose() => _timer.Dispose();

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _turns.Run();
    }
}
