using SignalFire.Gateway.Cluster;
using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Calls a target's grain until it answers: a call whose end is unclear is repeated, which the grain recognises.</summary>
internal sealed class PersistentDelivery(GatewayOptions options, ICluster cluster, TimeProvider time)
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(50), Longest: TimeSpan.FromSeconds(1));

    /// <summary>Delivers an envelope.</summary>
    /// <returns>
    /// The grain's answer; <see cref="DeliveryOutcome.Unavailable"/> when there was none within <see cref="GatewayOptions.DeliveryPatience"/>, or
    /// there is no silo to ask.
    /// </returns>
    public async ValueTask<DeliveryOutcome> DeliverAsync(IPeerGrain grain, Envelope envelope, Action<Exception> onFailure)
    {
        long? started = null;
        for (var backoff = Backoff; ; backoff = backoff.Next())
        {
            try
            {
                return await grain.DeliverAsync(envelope);
            }
            catch (Exception exception)
            {
                onFailure(exception);
                started ??= time.GetTimestamp();
                if (!IsUnclear(exception) || cluster.IsLost || time.GetElapsedTime(started.Value) + backoff.Pause > options.DeliveryPatience)
                {
                    return DeliveryOutcome.Unavailable;
                }
            }

            await Task.Delay(backoff.Pause, time);
        }
    }

    /// <summary>Whether the cluster failed, and not the grain's code.</summary>
    private static bool IsUnclear(Exception exception) =>
        exception is TimeoutException or OrleansException or OperationCanceledException or InvalidOperationException or IOException or System.Net.Sockets.SocketException;
}
