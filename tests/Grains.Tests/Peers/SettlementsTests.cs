using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class SettlementsTests
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Settlements _settlements;
    private readonly Sender _bob = new("bob");

    public SettlementsTests() => _settlements = new Settlements(_time);

    [Fact]
    public void An_envelope_is_new_when_it_comes_first() => Assert.False(_settlements.TryFind(_bob.Seal("one"), out _));

    [Fact]
    public void An_envelope_that_came_is_found()
    {
        var one = _bob.Seal("one");
        var settlement = _settlements.Add(one);

        Assert.True(_settlements.TryFind(one, out var found));
        Assert.Same(settlement, found);
    }

    /// <summary>Its sender may ask for it yet, when all that is known is how far the connection got.</summary>
    [Fact]
    public void A_mark_says_of_what_waited_and_was_refused_that_it_is_unclear()
    {
        var one = _settlements.Add(_bob.Seal("one"));
        one.Hold();
        one.Settle(DeliveryOutcome.PeerGone, _time.GetTimestamp());
        _settlements.Add(_bob.Seal("two")).Settle(DeliveryOutcome.Delivered, _time.GetTimestamp());

        var mark = Assert.Single(_settlements.Marks()!);
        Assert.Equal((DeliveryOutcome.Unavailable, DeliveryOutcome.Delivered), (mark.OutcomeOf(1), mark.OutcomeOf(2)));
    }

    [Fact]
    public void An_envelope_that_was_overtaken_is_known_and_its_outcome_is_not()
    {
        var one = _bob.Seal("one");
        _settlements.Add(_bob.Seal("two"));

        Assert.True(_settlements.TryFind(one, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void Held_envelopes_are_found_behind_newer_ones()
    {
        var one = _bob.Seal("one");
        var held = _settlements.Add(one);
        held.Hold();
        _settlements.Add(_bob.Seal("two")).Hold();
        _settlements.Add(_bob.Seal("three"));

        Assert.True(_settlements.TryFind(one, out var found));
        Assert.Same(held, found);
    }

    [Fact]
    public void Held_envelopes_are_forgotten_a_while_after_they_were_settled()
    {
        var one = _bob.Seal("one");
        var held = _settlements.Add(one);
        held.Hold();
        held.Settle(DeliveryOutcome.Delivered, _time.GetTimestamp());
        _settlements.Add(_bob.Seal("two"));
        _time.Advance(Memory + AMoment);

        _settlements.Add(_bob.Seal("three"));

        Assert.True(_settlements.TryFind(one, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void A_held_envelope_is_remembered_for_as_long_as_it_is_held()
    {
        var one = _bob.Seal("one");
        _settlements.Add(one).Hold();
        _time.Advance(TimeSpan.FromHours(1));
        AddSources(100);

        Assert.True(_settlements.TryFind(one, out var found));
        Assert.NotNull(found);
    }

    [Fact]
    public void Sources_that_were_quiet_for_a_while_are_forgotten()
    {
        AddSources(1000);
        _time.Advance(Memory + AMoment);

        AddSources(1100);

        Assert.InRange(_settlements.Snapshot().Length, 1, 1100);
        Assert.False(_settlements.Knows(_first!.Value, 1));
    }

    [Fact]
    public void Sources_that_delivered_lately_are_remembered_however_many_there_are()
    {
        AddSources(1000);

        Assert.True(_settlements.Knows(_first!.Value, 1));
    }

    [Fact]
    public void What_a_connection_took_is_delivered()
    {
        var one = _bob.Seal("one");
        _settlements.Note(new SourceMark(_bob.Id, one.Number));

        Assert.True(_settlements.TryFind(one, out var found));
        Assert.Equal(DeliveryOutcome.Delivered, found?.Outcome);
    }

    [Fact]
    public void A_first_outcome_counts()
    {
        var settlement = _settlements.Add(_bob.Seal("one"));
        settlement.Settle(DeliveryOutcome.Delivered);

        settlement.Settle(DeliveryOutcome.PeerGone);

        Assert.Equal(DeliveryOutcome.Delivered, settlement.Outcome);
    }

    [Fact]
    public async Task What_is_settled_is_not_held_any_more()
    {
        var settlement = _settlements.Add(_bob.Seal("one"));
        settlement.Settle(DeliveryOutcome.Delivered);

        settlement.Hold();

        Assert.Equal(DeliveryOutcome.Delivered, await settlement.News);
    }

    private ConnectionId? _first;

    private void AddSources(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var sender = new Sender("carol");
            _first ??= sender.Id;
            _settlements.Add(sender.Seal("hello")).Settle(DeliveryOutcome.Delivered, _time.GetTimestamp());
        }
    }
}
