using System.Diagnostics;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Calls a target's grain until it answers: a call whose end is unclear is repeated, which the grain recognises.</summary>
/// <remarks>
/// So is one that is under way when a silo is lost, since nobody would say that it was lost with it: once for each loss, and whichever
/// silo it went to, which this process can't know.
/// </remarks>
internal sealed class PersistentDelivery(GatewayOptions options, ICluster cluster, TimeProvider time, GatewayTraces? traces = null)
{
    /// <summary>How long a call may stay without an answer; the cluster's response timeout.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(50), Longest: TimeSpan.FromSeconds(1));

    /// <summary>Delivers an envelope.</summary>
    /// <returns>
    /// The grain's answer; <see cref="DeliveryOutcome.Unavailable"/> when there was none within <see cref="GatewayOptions.DeliveryPatience"/>, or
    /// there is no silo to ask.
    /// </returns>
    public ValueTask<DeliveryOutcome> DeliverAsync(IPeerGrain grain, Envelope envelope, Action<Exception> onFailure) =>
        // One that is asked about again was told of already.
        !envelope.MayHaveArrived && traces?.StartSend(envelope) is { } span ? DeliverTracedAsync(grain, envelope, onFailure, span) : DeliverUntracedAsync(grain, envelope, onFailure);

    private async ValueTask<DeliveryOutcome> DeliverTracedAsync(IPeerGrain grain, Envelope envelope, Action<Exception> onFailure, Activity span)
    {
        using (span)
        {
            var outcome = await DeliverUntracedAsync(grain, envelope.Traced(span.Id!), onFailure);
            span.SetTag("signalfire.outcome", MetricTags.Outcome(outcome).Value);
            return outcome;
        }
    }

    private async ValueTask<DeliveryOutcome> DeliverUntracedAsync(IPeerGrain grain, Envelope envelope, Action<Exception> onFailure)
    {
        var begun = time.GetTimestamp();
        long? failed = null;
        var earlier = Task.CompletedTask;
        for (var backoff = Backoff; ; backoff = backoff.Next())
        {
            var lost = cluster.NextLoss;
            Task<DeliveryOutcome>? call = null;
            try
            {
                call = grain.DeliverAsync(envelope).AsTask();
                var outcome = await call.WaitAsync(lost);
                if (earlier.IsCompleted || !IsRefusal(outcome))
                {
                    return outcome;
                }

                // The call that was given up may be on its way yet, and what is refused now would be delivered then.
                await earlier;
                continue;
            }
            catch (Exception exception)
            {
                onFailure(exception);
                failed ??= time.GetTimestamp();
                if (!IsUnclear(exception) || cluster.IsLost
                    || time.GetElapsedTime(failed.Value) + backoff.Pause > options.DeliveryPatience
                    // This process was frozen meanwhile: whether it was delivered may be remembered no more.
                    || time.GetElapsedTime(begun) - LongestCall > options.DeliveryPatience)
                {
                    return DeliveryOutcome.Unavailable;
                }

                envelope = envelope.Repeated();
                if (call is { IsCompleted: false })
                {
                    earlier = Task.WhenAll(earlier, EndAsync(call));
                }
            }

            await Task.Delay(backoff.Pause, time);
        }
    }

    /// <summary>Waits for the end of a call whose answer is not needed.</summary>
    private static async Task EndAsync(Task call) => await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Whether it says for certain that the envelope is not delivered.</summary>
    private static bool IsRefusal(DeliveryOutcome outcome) =>
        outcome is DeliveryOutcome.PeerUnknown or DeliveryOutcome.PeerGone or DeliveryOutcome.MailboxFull;

    /// <summary>Whether the cluster failed, and not the grain's code.</summary>
    private static bool IsUnclear(Exception exception) =>
        exception is TimeoutException or OrleansException or OperationCanceledException or InvalidOperationException or IOException or System.Net.Sockets.SocketException;
}
