using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Lets peers go whose connection ended, and tells when they are gone for good.</summary>
internal sealed partial class Departures(PeerEvents events, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Departures> logger)
{
    private const int Attempts = 3;

    /// <summary>What is between two tries to detach a peer while its connection's request lasts, and from then on.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), LongPause = TimeSpan.FromSeconds(5);

    /// <summary>How long after a grace period it is asked for: its grain ends it first.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(2);

    /// <summary>Detaches the peer; a peer in its grace period is watched until that is over.</summary>
    public async Task LeaveAsync(Connection connection, Attachment attachment, CloseReason reason)
    {
        await connection.Attachment.EndAsync();
        var ends = connection.EndsSession;
        var outcome = await DetachAsync(connection, ends);
        if ((outcome is null && !ends) || (outcome is DetachOutcome.InGrace && events.HasObservers))
        {
            // Not the request's business: it ends now.
            _ = WatchAsync(connection, outcome, attachment.Terms!.Grace + Behind, reason);
        }
        else if (outcome is (null or DetachOutcome.Gone) && reason != CloseReason.Replaced)
        {
            await events.RemovedAsync(connection.Peer, reason);
        }
    }

    private async Task WatchAsync(Connection connection, DetachOutcome? outcome, TimeSpan end, CloseReason reason)
    {
        var heard = time.GetTimestamp();
        // While the cluster can't be asked the peer may come back all the same, elsewhere: it has its grace period, too.
        while (outcome is DetachOutcome.InGrace || (outcome is null && time.GetElapsedTime(heard) < end))
        {
            var wait = outcome is null ? LongPause : end;
            await Task.Delay(wait, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }

            outcome = await DetachAsync(connection, ends: false);
            heard = outcome is null ? heard : time.GetTimestamp();
        }

        if (outcome is (null or DetachOutcome.Gone) && reason != CloseReason.Replaced)
        {
            await events.RemovedAsync(connection.Peer, reason);
        }
    }

    /// <returns>Null when the cluster does not say.</returns>
    private async Task<DetachOutcome?> DetachAsync(Connection connection, bool ends)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await connection.Attachment.DetachAsync(ends);
            }
            catch (Exception) when (attempt < Attempts)
            {
                // A grain left attached would stay in memory: a short loss of the cluster is waited out.
                await Task.Delay(Pause, time);
            }
            catch (Exception exception)
            {
                LogNotDetached(exception, connection.Peer);
                return null;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Peer {PeerId} could not be detached; unless its silo is gone, its grain stays until the streams notice.")]
    private partial void LogNotDetached(Exception exception, PeerId peerId);
}
