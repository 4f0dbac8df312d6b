using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SignalFire.Streams;

/// <summary>Asks grains whether they still hold subscriptions that a silo seems to have lost, and tells the observers of those they don't.</summary>
/// <remarks>
/// Nothing is declared lost on suspicion: it takes a grain that says so. A silo that is merely frozen or cut off says nothing, and its
/// grains can't answer elsewhere before the membership has given it up.
/// </remarks>
internal sealed partial class SubscriptionLookup(LocalSubscriptions subscriptions, IGrainFactory grains, ILogger<SubscriptionLookup> logger)
{
    /// <summary>How many are looked up at once. A dead silo is known by its first few answers; not all come, since some wait for their grain directory.</summary>
    public const int Sample = 16;

    /// <summary>After so many of a larger number, with nothing found, the rest is not asked for one by one.</summary>
    private const int Enough = 4;

    /// <summary>Looks some of the subscriptions up that are believed at a silo.</summary>
    public async Task LookAsync(HubProcess hub, IReadOnlyList<LocalSubscription> suspects)
    {
        // Not always the same: one whose grain does not answer must not hide the others.
        var from = suspects.Count > Sample ? RandomNumberGenerator.GetInt32(suspects.Count) : 0;
        var sample = Enumerable.Range(from, Math.Min(Sample, suspects.Count)).Select(i => suspects[i % suspects.Count]).ToArray();
        var (lost, found) = (0, 0);
        await foreach (var look in Task.WhenEach(sample.Select(FindAsync)))
        {
            switch (await look)
            {
                case (LocalSubscription missing, null):
                    lost++;
                    TryLose(hub, missing);
                    break;
                case (LocalSubscription, { } place) held:
                    found++;
                    subscriptions.Place(held.Item1.Id, place);
                    if (place == hub.Id)
                    {
                        hub.Heard();
                    }

                    break;
                default:
                    break;
            }

            if (lost == Enough && found == 0 && suspects.Count > Sample)
            {
                var others = suspects.Count(suspect => TryLose(hub, suspect));
                if (others > 0)
                {
                    LogAllLost(hub.Id, lost + others);
                }

                return;
            }
        }
    }

    /// <returns>Where it is, null when nowhere; nothing when its grain does not answer.</returns>
    private async Task<(LocalSubscription Subscription, Guid? HubProcessId)?> FindAsync(LocalSubscription subscription)
    {
        try
        {
            return (subscription, await grains.GetGrain<IPushStreamHub>(PushStreamProvider.GrainOf(subscription.Stream)).FindAsync(subscription.Id));
        }
        catch (Exception unanswered)
        {
            // Whatever it is, it is no answer; the next tick looks again.
            LogUnanswered(unanswered, subscription.Stream);
            return null;
        }
    }

    /// <summary>Ends a subscription unless it has moved meanwhile, and tells its observer, each in a work item of its own: they may be many, and may hang.</summary>
    private bool TryLose(HubProcess hub, LocalSubscription subscription)
    {
        if (subscription.Hub != hub || !subscriptions.TryRemove(subscription.Id, out var quiet))
        {
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Item1.TellLostAsync(state.subscription, state.quiet), (this, subscription, quiet), preferLocal: false);
        return true;
    }

    private async Task TellLostAsync(LocalSubscription subscription, Task quiet)
    {
        try
        {
            await quiet;
            await subscription.OnErrorAsync(new SubscriptionLostException());
        }
        catch (Exception thrown)
        {
            // The consumer's own affair.
            LogThrown(thrown, subscription.Stream);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Silo process {HubProcessId} has lost {Subscriptions} subscriptions of this process.")]
    private partial void LogAllLost(Guid hubProcessId, int subscriptions);

    [LoggerMessage(2, LogLevel.Debug, "The grain of stream {Stream} did not say whether it holds a subscription.")]
    private partial void LogUnanswered(Exception exception, StreamId stream);

    [LoggerMessage(3, LogLevel.Debug, "The consumer of stream {Stream} threw when it was told that its subscription is lost.")]
    private partial void LogThrown(Exception exception, StreamId stream);
}
