namespace SignalFire.Grains.Tests.Contracts;

public sealed class UnseenMessagesTests
{
    private readonly Sender _bob = new("bob");
    private readonly UnseenMessages _unseen = new();

    [Fact]
    public void Messages_have_their_places_one_after_the_other()
    {
        Assert.Equal((1, 2), Places(_unseen.Add(_bob.Seal("one", "two"))));
        Assert.Equal((3, 3), Places(_unseen.Add(_bob.Seal("three"))));
    }

    [Fact]
    public void A_later_beginning_counts_on()
    {
        var unseen = new UnseenMessages(floor: 10);

        Assert.Equal((11, 11), Places(unseen.Add(_bob.Seal("one"))));
    }

    [Fact]
    public void What_is_forgotten_frees_its_bytes()
    {
        _unseen.Add(_bob.Seal("12345", "678"));

        _unseen.Forget(1);

        Assert.Equal((1, 3, 1), (_unseen.Floor, _unseen.Bytes, _unseen.Count));
    }

    [Fact]
    public void More_than_there_is_can_be_forgotten()
    {
        _unseen.Add(_bob.Seal("one"));

        _unseen.Forget(100);

        Assert.Equal((1, 1, 0), (_unseen.Floor, _unseen.Last, _unseen.Bytes));
    }

    [Fact]
    public void What_is_forgotten_stays_forgotten()
    {
        _unseen.Add(_bob.Seal("one", "two"));
        _unseen.Forget(2);

        _unseen.Forget(1);

        Assert.Equal(2, _unseen.Floor);
    }

    [Fact]
    public void An_envelope_that_is_seen_in_part_is_kept_whole()
    {
        var envelope = _bob.Seal("one", "two");
        _unseen.Add(envelope);
        _unseen.Forget(1);

        Assert.Same(envelope, Assert.Single(_unseen.Behind(1)).Envelope);
        Assert.Empty(_unseen.Behind(2));
    }

    [Fact]
    public void The_oldest_messages_give_way_to_their_number()
    {
        _unseen.Add(_bob.Seal("one", "two", "three"));

        _unseen.Trim(seq: 3, new SessionTerms(TimeSpan.Zero, 2, 1000));

        Assert.Equal(1, _unseen.Floor);
    }

    [Fact]
    public void The_oldest_messages_give_way_to_their_bytes()
    {
        _unseen.Add(_bob.Seal("12345", "678", "90"));

        _unseen.Trim(seq: 3, new SessionTerms(TimeSpan.Zero, 1000, 4));

        Assert.Equal((2, 2), (_unseen.Floor, _unseen.Bytes));
    }

    [Fact]
    public void The_newest_message_is_kept_however_long_it_is()
    {
        _unseen.Add(_bob.Seal("12345", "67890"));

        _unseen.Trim(seq: 2, new SessionTerms(TimeSpan.Zero, 1000, 4));

        Assert.Equal((1, 5), (_unseen.Floor, _unseen.Bytes));
    }

    [Fact]
    public void What_must_be_kept_is_kept_beyond_the_bounds()
    {
        _unseen.Add(_bob.Seal("one", "two", "three"));

        _unseen.Trim(seq: 1, new SessionTerms(TimeSpan.Zero, 1, 1));

        Assert.Equal(1, _unseen.Floor);
    }

    [Fact]
    public void A_copy_counts_the_bytes_of_what_is_not_forgotten()
    {
        _unseen.Add(_bob.Seal("12345", "678"));
        var copy = new UnseenMessages(floor: 1);

        copy.Append(Assert.Single(_unseen.Behind(0)));

        Assert.Equal((1, 2, 3), (copy.Floor, copy.Last, copy.Bytes));
    }

    private static (long First, long Last) Places(SequencedEnvelope envelope) => (envelope.FirstSeq, envelope.LastSeq);
}
