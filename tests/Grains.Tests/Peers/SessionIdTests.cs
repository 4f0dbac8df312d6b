using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class SessionIdTests
{
    private static readonly long Now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    [Theory, InlineData(0), InlineData(1), InlineData(4095), InlineData(4096), InlineData(123_456_789)]
    public void It_tells_when_its_session_began_to_the_tick(long ticks) => Assert.Equal(Now + ticks, SessionId.EpochOf(SessionId.New(Now + ticks)));

    [Fact]
    public void It_tells_the_last_moment_that_there_is() => Assert.Equal((1L << 60) - 1, SessionId.EpochOf(SessionId.New((1L << 60) - 1)));

    [Fact]
    public void A_random_one_tells_nothing() => Assert.Null(SessionId.EpochOf(Guid.NewGuid()));

    [Fact]
    public void Two_of_the_same_moment_differ() => Assert.NotEqual(SessionId.New(Now), SessionId.New(Now));

    [Fact]
    public void It_is_a_UUID_of_version_8()
    {
        var id = SessionId.New(Now);

        Assert.Equal((8, 8), (id.Version, id.Variant & 0xC));
    }

    [Fact]
    public void That_which_goes_on_for_another_is_a_new_one_and_as_old()
    {
        var lost = SessionId.New(Now);

        var next = SessionId.InPlaceOf(lost);

        Assert.NotEqual(lost, next);
        Assert.Equal(Now, SessionId.EpochOf(next));
    }

    [Fact]
    public void And_where_that_does_not_tell_neither_does_it() => Assert.Null(SessionId.EpochOf(SessionId.InPlaceOf(Guid.NewGuid())));
}
