using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Attaches peers anew whose attachment was lost with a silo: paced, until it works or the connection ends.</summary>
internal sealed partial class Reattaching(GatewayMetrics metrics, TimeProvider time, ILogger<Reattaching> logger) : IDisposable
{
    /// <summary>How many attach at once: enough to keep a cluster busy, too few to drown it.</summary>
    private const int AtOnce = 128;

    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(100), Longest: TimeSpan.FromSeconds(1));

    private readonly SemaphoreSlim _pace = new(AtOnce);
    private readonly Lock _gate = new();
    private int _underWay;
    private int _done;
    private long _started;

    /// <inheritdoc/>
    public void Dispose() => _pace.Dispose();

    /// <summary>Attaches the connection's peer anew.</summary>
    public async Task RunAsync(Connection connection, PeerAttachment attachment, CancellationToken ended)
    {
        Begin();
        for (var backoff = Backoff; !ended.IsCancellationRequested; backoff = backoff.Next())
        {
            if (await TryAsync(connection, attachment, ended))
            {
                break;
            }

            await Task.Delay(backoff.Pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        End();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_underWay++ == 0)
            {
                _started = time.GetTimestamp();
                _done = 0;
                LogLost();
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _done++;
            if (--_underWay == 0)
            {
                LogHealed(_done, time.GetElapsedTime(_started).TotalSeconds);
            }
        }
    }

    /// <returns>False when it has to be tried again.</returns>
    private async Task<bool> TryAsync(Connection connection, PeerAttachment attachment, CancellationToken ended)
    {
        try
        {
            await _pace.WaitAsync(ended);
        }
        catch (OperationCanceledException)
        {
            return true;
        }

        try
        {
            var attached = await attachment.AttachAsync(connection.View.RequestAnew(), CancellationToken.None);
            metrics.Reattached(attached.Outcome);
            switch (attached.Outcome)
            {
                case AttachOutcome.Replaced:
                    connection.Close(attached.MayComeBack ? CloseReason.Resume : CloseReason.Replaced);
                    break;
                case AttachOutcome.Lost:
                    // Its peer learns of the gap when it resumes.
                    connection.Close(CloseReason.Resume);
                    break;
                default:
                    break;
            }

            LogReattached(connection.Peer, attached.Outcome);
            return true;
        }
        catch (Exception exception)
        {
            metrics.Reattached(outcome: null);
            LogFailed(exception, connection.Peer);
            return false;
        }
        finally
        {
            _pace.Release();
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The attachment of peer {PeerId} was lost and made anew: {Outcome}.")]
    private partial void LogReattached(PeerId peerId, AttachOutcome outcome);

    [LoggerMessage(2, LogLevel.Debug, "Peer {PeerId} could not be attached anew; trying again.")]
    private partial void LogFailed(Exception exception, PeerId peerId);

    [LoggerMessage(3, LogLevel.Warning, "Attachments of peers are lost, with a silo most likely; they are made anew.")]
    private partial void LogLost();

    [LoggerMessage(4, LogLevel.Information, "{Peers} attachments were made anew in {Seconds:0.0} s.")]
    private partial void LogHealed(int peers, double seconds);
}
