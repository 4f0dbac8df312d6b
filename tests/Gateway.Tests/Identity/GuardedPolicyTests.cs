using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class GuardedPolicyTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HostLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly GuardedPolicy _policy;

    public GuardedPolicyTests()
    {
        _loggers = new LoggerFactory([_log]);
        _policy = new GuardedPolicy(new BrokenPolicy(), _time, _loggers.CreateLogger<GuardedPolicy>());
    }

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void A_policy_that_fails_denies() => Assert.False(Ask());

    [Fact]
    public void However_many_targets_it_fails_for_that_is_one_warning_in_ten_seconds()
    {
        AskFor(100);

        Assert.Single(_log.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_next_warning_says_how_many_there_were()
    {
        AskFor(100);
        _time.Advance(TimeSpan.FromSeconds(10));
        AskFor(1);

        Assert.Contains("100 such denials", _log.Lines.Last(), StringComparison.Ordinal);
    }

    private void AskFor(int targets)
    {
        for (var i = 0; i < targets; i++)
        {
            Ask();
        }
    }

    private bool Ask() => _policy.MaySend(PeerId.Parse("alice"), PeerIdentity.Anonymous, PeerId.Parse("bob"));

    private sealed class BrokenPolicy : ISendPolicy
    {
        public bool MaySend(PeerId sender, PeerIdentity identity, PeerId target) => throw new InvalidOperationException("broken");
    }
}
