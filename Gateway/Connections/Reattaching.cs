using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Attaches peers anew whose attachment was lost with a silo: paced, until it works or the connection ends.</summary>
internal sealed partial class Reattaching(TimeProvider time, ILogger<Reattaching> logger) : IDisposable
{
    /// <summary>How many attach at once: enough to keep a cluster busy, too few to drown it.</summary>
    private const int AtOnce = 128;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _pace = new(AtOnce);

    /// <inheritdoc/>
    public void Dispose() => _pace.Dispose();

    /// <summary>Attaches the connection's peer anew.</summary>
    public async Task RunAsync(Connection connection, PeerAttachment attachment, CancellationToken ended)
    {
        for (var pause = FirstPause; !ended.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await TryAsync(connection, attachment, ended))
            {
                return;
            }

            await Task.Delay(pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            var outcome = (await attachment.AttachAsync(connection.View.RequestAnew())).Outcome;
            if (outcome is AttachOutcome.Replaced)
            {
                connection.Close(CloseReason.Replaced);
            }

            LogReattached(connection.Peer, outcome);
            return true;
        }
        catch (Exception exception)
        {
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
}
