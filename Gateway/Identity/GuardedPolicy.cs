using SignalFire.Gateway.Limits;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>The send policy, which may be the host's own: where it fails it denies, and that is told now and then, not for each target.</summary>
internal sealed partial class GuardedPolicy(ISendPolicy policy, TimeProvider time, ILogger<GuardedPolicy> logger)
{
    private readonly SeldomReport _failed = new(TimeSpan.FromSeconds(10), time);

    /// <summary>Whether a peer may send to a target. Never throws: what can't be decided is denied.</summary>
    public bool MaySend(PeerId sender, PeerIdentity identity, PeerId target)
    {
        try
        {
            return policy.MaySend(sender, identity, target);
        }
        catch (Exception exception)
        {
            LogThrown(exception);
            if (_failed.IsDue(out var since))
            {
                LogFailed(exception.GetType(), since);
            }

            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The send policy failed, and denied a peer to send: {Failure}. ({Since} such denials since the last report; as Debug each is told.)")]
    private partial void LogFailed(Type failure, int since);

    // Its message may name the peers.
    [LoggerMessage(2, LogLevel.Debug, "The send policy failed.")]
    private partial void LogThrown(Exception exception);
}
