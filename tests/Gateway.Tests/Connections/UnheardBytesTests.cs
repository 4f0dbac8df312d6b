using SignalFire.Gateway.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class UnheardBytesTests
{
    private UnheardBytes _bytes;

    [Fact]
    public void What_became_nothing_is_unheard() => Assert.Equal(4096, _bytes.Take(4096));

    [Fact]
    public void What_became_a_message_is_not()
    {
        _bytes.Hear(1000);

        Assert.Equal(0, _bytes.Take(1000 + 14));
    }

    [Fact]
    public void What_came_beside_a_message_is()
    {
        _bytes.Hear(1000);

        Assert.Equal(600, _bytes.Take(1000 + 14 + 600));
    }

    [Fact]
    public void A_ping_that_was_answered_was_heard()
    {
        _bytes.HearPing();

        Assert.Equal(0, _bytes.Take(6 + 125));
    }

    [Fact]
    public void It_is_taken_once()
    {
        _bytes.Take(4096);

        Assert.Equal(0, _bytes.Take(0));
    }

    [Fact]
    public void What_was_heard_is_no_credit_for_what_comes_later()
    {
        _bytes.Hear(60_000);
        _bytes.Take(4096);

        Assert.Equal(4096, _bytes.Take(4096));
    }
}
