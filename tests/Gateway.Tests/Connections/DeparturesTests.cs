using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Peers;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class DeparturesTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>What is between two looks at a peer in its grace period, in seconds; the last is two seconds behind its end.</summary>
    private static readonly int[] Looks = [2, 4, 8, 16, 2];

    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(5);

    private readonly Bob _bob = new();
    private readonly PeerJournal _journal = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    public void Dispose() => _bob.Dispose();

    [Fact]
    public async Task A_peer_that_is_gone_is_told_as_removed()
    {
        var leaving = await LeaveAsync(CloseReason.Normal);
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Gone);
        await leaving;

        Assert.Equal(["removed bob 1000"], _journal.Events);
    }

    [Theory]
    [InlineData(DetachOutcome.Replaced)]
    [InlineData(DetachOutcome.InGrace)]
    public async Task One_that_others_have_or_that_may_come_back_is_not(DetachOutcome outcome)
    {
        var leaving = await LeaveAsync(CloseReason.Lost);
        (await _bob.Grain.Detaches.NextAsync()).Return(outcome);
        await leaving;

        Assert.Empty(_journal.Events);
    }

    [Fact]
    public async Task A_replaced_connection_removes_nobody()
    {
        var leaving = await LeaveAsync(CloseReason.Replaced);
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Gone);
        await leaving;

        Assert.Empty(_journal.Events);
    }

    [Fact]
    public async Task A_peer_in_its_grace_period_is_asked_for_soon_then_ever_later_and_behind_its_end()
    {
        await LoseAsync();

        foreach (var pause in Looks)
        {
            _bob.Time.Advance(TimeSpan.FromSeconds(pause) - AMoment);
            Assert.False(_bob.Grain.Detaches.HasNext);
            _bob.Time.Advance(AMoment);
            var look = await _bob.Grain.Detaches.NextAsync();
            Assert.Equal((1, false), look.Request);
            look.Return(DetachOutcome.InGrace);
        }
    }

    [Fact]
    public async Task One_that_stayed_away_is_told_as_removed_then()
    {
        await StayAwayAsync();
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Gone);

        Assert.Equal(CloseReason.Lost, await _journal.RemovedAsync("bob"));
    }

    [Fact]
    public async Task One_that_came_back_is_not()
    {
        await StayAwayAsync();
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Replaced);

        Assert.Empty(_journal.Events);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_is_known_to_have_come_back_is_asked_for_no_more(bool observed)
    {
        await LoseAsync(observed);
        _bob.Time.Advance(TimeSpan.FromSeconds(Looks[0]));
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Replaced);

        await AssertNobodyAsksAsync();
    }

    /// <summary>Whoever says goodbye after it came back must not be handed over as one that may come back.</summary>
    [Fact]
    public async Task Nor_when_a_silo_is_lost_then()
    {
        await LoseAsync();
        _bob.Time.Advance(TimeSpan.FromSeconds(Looks[0]));
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Replaced);

        _bob.Cluster.Lose();

        await AssertNobodyAsksAsync();
    }

    [Fact]
    public async Task One_that_may_still_come_back_is_asked_for_again()
    {
        await StayAwayAsync();
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.InGrace);
        _bob.Time.Advance(TimeSpan.FromSeconds(Looks[0]));

        await _bob.Grain.Detaches.NextAsync();
    }

    /// <summary>The grain may have lost its memory: it has the session from here then, and another grace period for it.</summary>
    [Fact]
    public async Task When_a_silo_is_lost_one_that_may_still_come_back_is_asked_for_at_once_and_from_the_beginning()
    {
        await LoseAsync();
        _bob.Time.Advance(TimeSpan.FromSeconds(Looks[0]));
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.InGrace);
        _bob.Cluster.Lose();
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.InGrace);

        await StayAwayAsync(lost: true);
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Gone);

        Assert.Equal(CloseReason.Lost, await _journal.RemovedAsync("bob"));
    }

    [Fact]
    public async Task Where_nobody_wants_to_know_nobody_asks_behind_the_end()
    {
        await LoseAsync(observed: false);
        foreach (var pause in Looks[..^1])
        {
            _bob.Time.Advance(TimeSpan.FromSeconds(pause));
            (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.InGrace);
        }

        await AssertNobodyAsksAsync();
    }

    [Fact]
    public async Task A_gateway_that_stops_asks_no_more()
    {
        await LoseAsync();
        _lifetime.StopApplication();
        _bob.Time.Advance(Grace * 2);

        Assert.False(_bob.Grain.Detaches.HasNext);
    }

    [Fact]
    public async Task A_detach_that_fails_is_tried_again()
    {
        var leaving = await LeaveAsync(CloseReason.Normal);
        for (var i = 0; i < 2; i++)
        {
            (await _bob.Grain.Detaches.NextAsync()).Fail(new TimeoutException());
            _bob.Time.Advance(Pause);
        }

        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Replaced);
        await leaving.Within("the departure");

        Assert.Empty(_journal.Events);
    }

    [Fact]
    public async Task When_it_can_not_be_asked_a_peer_that_must_not_come_back_counts_as_gone()
    {
        var leaving = await LeaveAsync(CloseReason.BadMessages);
        await FailAsync(3);
        await leaving.Within("the departure");

        Assert.Equal(["removed bob 4500"], _journal.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_it_can_not_be_asked_a_peer_that_may_come_back_is_asked_for_until_it_can(bool observed)
    {
        var leaving = await LeaveAsync(CloseReason.Lost, observed);
        await FailAsync(3);
        await leaving.Within("the departure");
        _bob.Time.Advance(LongPause - Pause);
        await FailAsync(3);
        _bob.Time.Advance(LongPause - Pause);
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.Replaced);

        Assert.Empty(_journal.Events);
    }

    [Fact]
    public async Task When_it_can_not_be_asked_for_as_long_as_its_grace_period_it_counts_as_gone()
    {
        var leaving = await LeaveAsync(CloseReason.Lost);
        await FailAsync(3);
        await leaving.Within("the departure");
        // Each round takes 7 s: five of them are longer than the grace period and what is added to it.
        for (var round = 0; round < 5; round++)
        {
            Assert.Empty(_journal.Events);
            _bob.Time.Advance(LongPause - Pause);
            await FailAsync(3);
        }

        Assert.Equal(CloseReason.Lost, await _journal.RemovedAsync("bob"));
    }

    /// <summary>Detaches fail, and time passes after each.</summary>
    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await _bob.Grain.Detaches.NextAsync()).Fail(new TimeoutException());
            _bob.Time.Advance(Pause);
        }
    }

    /// <summary>Bob is in his grace period each time he is looked for, until its end.</summary>
    private async Task StayAwayAsync(bool lost = false)
    {
        await (lost ? Task.CompletedTask : LoseAsync());
        foreach (var pause in Looks[..^1])
        {
            _bob.Time.Advance(TimeSpan.FromSeconds(pause));
            (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.InGrace);
        }

        _bob.Time.Advance(TimeSpan.FromSeconds(Looks[^1]));
    }

    private async Task AssertNobodyAsksAsync()
    {
        _bob.Time.Advance(Grace * 2);
        // What went on elsewhere has had its turn.
        await Task.Yield();
        Assert.False(_bob.Grain.Detaches.HasNext);
    }

    private async Task LoseAsync(bool observed = true)
    {
        var leaving = await LeaveAsync(CloseReason.Lost, observed);
        (await _bob.Grain.Detaches.NextAsync()).Return(DetachOutcome.InGrace);
        await leaving;
    }

    private async Task<Task> LeaveAsync(CloseReason reason, bool observed = true)
    {
        await _bob.AttachAsync();
        var events = new PeerEvents(observed ? [_journal] : [], NullLogger<PeerEvents>.Instance);
        var departures = new Departures(events, _bob.Cluster, _lifetime, _bob.Time, NullLogger<Departures>.Instance);
        _bob.Connection.Close(reason);
        return departures.LeaveAsync(_bob.Connection, Bob.Attachment(), reason);
    }
}
