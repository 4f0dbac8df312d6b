using Orleans.Streams;
using SignalFire.Streams;

namespace SignalFire.Grains.Peers;

/// <summary>Pushes to the connections of a peer; runs in the turns of its grain.</summary>
internal sealed class PersistentPush(IAsyncStream<AttachmentItem> stream, Peer peer, TimeProvider clock)
{
    /// <summary>How long a push is tried that fails at once; one that is not answered takes as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Pushes, for as long as a push may take when it fails before that: so it is while gateways move from a silo that stops to another.</summary>
    public async Task<PushResult> PushAsync(Push push)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var result = await TryPushAsync(push.Item);
            if (result is PushResult.Gone)
            {
                // A connection that attached anew may have two subscriptions, and the older is what is gone: it is left out from now on.
                result = await TryPushAsync(push.Item);
            }

            if (result is not PushResult.Unclear || clock.GetElapsedTime(started) >= Patience || !peer.TryAgain(push))
            {
                return result;
            }

            await Task.Delay(Pause, clock);
        }
    }

    /// <summary>Pushes once.</summary>
    public async Task<PushResult> TryPushAsync(AttachmentItem item)
    {
        try
        {
            await stream.OnNextAsync(item);
            return PushResult.Taken;
        }
        catch (ConsumerGoneException)
        {
            return PushResult.Gone;
        }
        catch (Exception)
        {
            // No answer in time, a failure of the cluster, or a bug of the gateway: whatever it was, the push must end.
            return PushResult.Unclear;
        }
    }
}
