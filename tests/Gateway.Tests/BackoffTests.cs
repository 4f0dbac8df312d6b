using Xunit;

namespace SignalFire.Gateway.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Each_pause_is_twice_as_long_as_the_one_before_up_to_the_longest()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(300), Longest: TimeSpan.FromSeconds(1));
        var pauses = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            pauses.Add(backoff.Pause.TotalMilliseconds);
            backoff = backoff.Next();
        }

        Assert.Equal([300, 600, 1000, 1000], pauses);
    }
}
