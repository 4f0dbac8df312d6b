using SignalFire.Gateway.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class UnheardBytesTests
{
    private const int Open = 10_000;

    private UnheardBytes _bytes = new(Open);

    [Fact]
    public void What_became_nothing_is_unheard_beyond_what_may_be_open()
    {
        Assert.Equal(0, _bytes.Take(Open));
        Assert.Equal(4096, _bytes.Take(4096));
    }

    [Fact]
    public void What_became_a_message_is_not()
    {
        _bytes.Take(Open);
        _bytes.Hear(1000);

        Assert.Equal(0, _bytes.Take(1000 + 14));
    }

    [Fact]
    public void What_came_beside_a_message_is()
    {
        _bytes.Take(Open);
        _bytes.Hear(1000);

        Assert.Equal(600, _bytes.Take(1000 + 14 + 600));
    }

    [Fact]
    public void A_ping_that_was_answered_was_heard()
    {
        _bytes.Take(Open);
        _bytes.HearPing();

        Assert.Equal(0, _bytes.Take(6 + 125));
    }

    [Fact]
    public void It_is_taken_once()
    {
        _bytes.Take(Open + 4096);

        Assert.Equal(0, _bytes.Take(0));
    }

    [Fact]
    public void Messages_that_are_read_in_pieces_before_they_are_heard_are_none()
    {
        for (var message = 0; message < 1000; message++)
        {
            Assert.Equal(0, _bytes.Take(4096));
            Assert.Equal(0, _bytes.Take(912));
            _bytes.Hear(0);
            _bytes.Hear(4096);
            _bytes.Hear(904);
        }
    }

    [Fact]
    public void What_was_heard_is_no_credit_for_what_comes_later()
    {
        _bytes.Hear(60_000);
        _bytes.Take(4096);

        Assert.Equal(4096, _bytes.Take(Open + 4096));
    }
}
