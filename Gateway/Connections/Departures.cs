using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Lets peers go whose connection ended, and tells when they are gone for good.</summary>
/// <remarks>As long as a peer may come back it is asked for when a silo is lost: if its session was lost with it, it is restored from here.</remarks>
internal sealed partial class Departures(PeerEvents events, ICluster cluster, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Departures> logger)
{
    private const int Attempts = 3;

    /// <summary>What is between two tries to detach a peer while its connection's request lasts, from then on, and after the loss of a silo.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), LongPause = TimeSpan.FromSeconds(5), LossPause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// After how long it is asked for whether it came back, and from then on ever later: what is kept of who has come back is of no more use, and
    /// who says goodbye after that must not be handed over as one that may come back.
    /// </summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    /// <summary>How long after a grace period it is asked for: its grain ends it first.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(2);

    /// <summary>Detaches the peer; a peer in its grace period is watched until that is over.</summary>
    public async Task LeaveAsync(Connection connection, Attachment attachment, CloseReason reason)
    {
        await connection.Attachment.EndAsync();
        var ends = connection.EndsSession;
        var lost = cluster.NextLoss;
        var outcome = await DetachAsync(connection, ends);
        if ((outcome is null && !ends) || outcome is DetachOutcome.InGrace)
        {
            // Not the request's business: it ends now.
            _ = WatchAsync(connection, outcome, attachment.Terms!.Grace + Behind, reason, lost);
        }
        else if (outcome is (null or DetachOutcome.Gone) && reason != CloseReason.Replaced)
        {
            await events.RemovedAsync(connection.Peer, reason);
        }
    }

    private async Task WatchAsync(Connection connection, DetachOutcome? outcome, TimeSpan end, CloseReason reason, CancellationToken lost)
    {
        // When its grace period began, as far as it is known here.
        var since = time.GetTimestamp();
        var pause = FirstLook;
        // While the cluster can't be asked the peer may come back all the same, elsewhere: it has its grace period, too.
        while (outcome is DetachOutcome.InGrace || (outcome is null && time.GetElapsedTime(since) < end))
        {
            var left = TimeSpan.FromTicks(Math.Max(0, (end - time.GetElapsedTime(since)).Ticks));
            var isEarly = outcome is DetachOutcome.InGrace && pause < left;
            await WaitAsync(outcome is null ? LongPause : isEarly ? pause : left, lost);
            var isLost = lost.IsCancellationRequested;
            var isOver = outcome is DetachOutcome.InGrace && !isEarly && !isLost;
            if (lifetime.ApplicationStopping.IsCancellationRequested || (isOver && !events.HasObservers))
            {
                return;
            }

            lost = cluster.NextLoss;
            outcome = await DetachAsync(connection, ends: false);
            if (isEarly && !isLost)
            {
                pause *= 2;
            }
            else if (outcome is not null)
            {
                (since, pause) = (time.GetTimestamp(), FirstLook);
            }
        }

        if (outcome is (null or DetachOutcome.Gone) && reason != CloseReason.Replaced)
        {
            await events.RemovedAsync(connection.Peer, reason);
        }
    }

    /// <summary>Waits for so long, or until a silo is lost.</summary>
    private async Task WaitAsync(TimeSpan wait, CancellationToken lost)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, lost);
        await Task.Delay(wait, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <returns>Null when the cluster does not say.</returns>
    private async Task<DetachOutcome?> DetachAsync(Connection connection, bool ends)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lost = cluster.NextLoss;
            try
            {
                return await connection.Attachment.DetachAsync(ends).WaitAsync(lost);
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                // Its silo may be the one, and would never answer.
                attempt--;
                await Task.Delay(LossPause, time);
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
