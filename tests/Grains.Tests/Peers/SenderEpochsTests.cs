using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class SenderEpochsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SenderEpochs _epochs;

    public SenderEpochsTests() => _epochs = new SenderEpochs(_time);

    [Fact]
    public void A_later_connection_supersedes_an_earlier_one()
    {
        _epochs.TryNote(From("bob", ConnectionId.New(), epoch: 1));

        Assert.True(_epochs.TryNote(From("bob", ConnectionId.New(), epoch: 2)));
        Assert.False(_epochs.TryNote(From("bob", ConnectionId.New(), epoch: 1)));
    }

    [Fact]
    public void One_connection_may_be_late_with_itself()
    {
        var connection = ConnectionId.New();
        _epochs.TryNote(From("bob", connection, epoch: 2));

        Assert.True(_epochs.TryNote(From("bob", connection, epoch: 1)));
    }

    [Fact]
    public void Senders_have_nothing_to_do_with_each_other()
    {
        _epochs.TryNote(From("bob", ConnectionId.New(), epoch: 2));

        Assert.True(_epochs.TryNote(From("carol", ConnectionId.New(), epoch: 1)));
    }

    [Fact]
    public void Senders_of_long_ago_are_forgotten()
    {
        for (var i = 0; i < 32; i++)
        {
            _epochs.TryNote(From($"sender-{i}", ConnectionId.New(), epoch: 1));
        }

        _time.Advance(TimeSpan.FromMinutes(3));
        _epochs.TryNote(From("bob", ConnectionId.New(), epoch: 1));

        Assert.Equal(1, _epochs.Count);
    }

    private static Envelope From(string sender, ConnectionId connection, long epoch) =>
        new(PeerId.Parse(sender), connection, number: 1, [[]]) { SenderEpoch = epoch };
}
