using SignalFire.Gateway.Dispatch;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class MessageSourceTests
{
    private static readonly ConnectionId Connection = ConnectionId.New();

    private readonly MessageSource _source = new(PeerId.Parse("alice"), Connection, () => 7);

    [Fact]
    public void An_envelope_says_whose_it_is()
    {
        var envelope = Seal();

        Assert.Equal((PeerId.Parse("alice"), Connection), (envelope.Sender, envelope.Source));
    }

    [Fact]
    public void It_carries_the_senders_present_epoch() => Assert.Equal(7, Seal().SenderEpoch);

    [Fact]
    public void Its_numbers_grow_from_1() => Assert.Equal([1, 2, 3], [Seal().Number, Seal().Number, Seal().Number]);

    [Fact]
    public void A_seq_goes_behind_the_senderId() => Assert.Equal("{\"senderId\":\"alice\"".Length, Seal().SeqAt);

    [Fact]
    public void With_nothing_under_way_it_is_settled() => Assert.True(_source.SettledAsync().IsCompleted);

    [Fact]
    public void With_a_message_under_way_it_is_not()
    {
        _source.Begin();

        Assert.False(_source.SettledAsync().IsCompleted);
    }

    [Fact]
    public async Task It_is_when_the_last_has_ended()
    {
        for (var i = 0; i < 3; i++)
        {
            _source.Begin();
        }

        var settled = _source.SettledAsync();
        _source.End(2);
        Assert.False(settled.IsCompleted);
        _source.End(1);

        await Sender.WithinAsync(settled);
    }

    [Fact]
    public void What_ended_before_does_not_count()
    {
        _source.Begin();
        _source.End(1);

        Assert.True(_source.SettledAsync().IsCompleted);
    }

    private Envelope Seal() => _source.Seal(["{}"u8.ToArray()], hasSeq: false, after: 0);
}
