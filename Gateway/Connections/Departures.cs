using Microsoft.Extensions.Options;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Lets peers go whose connection ended, and tells when they are gone for good.</summary>
internal sealed partial class Departures(
    PeerEvents events, IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, TimeProvider time, ILogger<Departures> logger)
{
    private const int Attempts = 3;

    /// <summary>How long after a grace period it is asked for: its grain ends it first.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(2);

    /// <summary>Detaches the peer; a peer in its grace period is watched until that is over.</summary>
    public async Task LeaveAsync(Connection connection, Attachment attachment, CloseReason reason)
    {
        await connection.Attachment.EndAsync();
        var outcome = await DetachAsync(connection, connection.EndsSession);
        if (outcome is DetachOutcome.InGrace && events.HasObservers)
        {
            // Not the request's business: it ends now.
            _ = WatchAsync(connection, attachment.Terms!.Grace, reason);
        }
        else if (outcome is DetachOutcome.Gone && reason != CloseReason.Replaced)
        {
            await events.RemovedAsync(connection.Peer, reason);
        }
    }

    private async Task WatchAsync(Connection connection, TimeSpan grace, CloseReason reason)
    {
        var outcome = DetachOutcome.InGrace;
        while (outcome is DetachOutcome.InGrace)
        {
            await Task.Delay(grace + Behind, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }

            outcome = await DetachAsync(connection, ends: false);
        }

        if (outcome is DetachOutcome.Gone)
        {
            await events.RemovedAsync(connection.Peer, reason);
        }
    }

    private async Task<DetachOutcome> DetachAsync(Connection connection, bool ends)
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
                await Task.Delay(options.Value.RetryAfter, time);
            }
            catch (Exception exception)
            {
                LogNotDetached(exception, connection.Peer);
                return DetachOutcome.Gone;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Peer {PeerId} could not be detached; unless its silo is gone, its grain stays until the streams notice.")]
    private partial void LogNotDetached(Exception exception, PeerId peerId);
}
