using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SignalFire.Streams;

/// <summary>Listens for the pings of the silos that hold subscriptions of this process; one that is silent is looked into each interval.</summary>
/// <remarks>Each interval anew, not one look after another: a call to a silo that died hangs, and one made after it was given up does not.</remarks>
internal sealed class HubMonitor(LocalSubscriptions subscriptions, SubscriptionLookup lookup, IOptions<PushStreamOptions> options, TimeProvider time)
    : BackgroundService
{
    /// <summary>How many intervals without a ping make a silo suspect.</summary>
    private const int SilentIntervals = 2;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PingInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var hub in subscriptions.Hubs.Where(hub => hub.Silence > SilentIntervals * options.Value.PingInterval))
                {
                    LookInto(hub);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private void LookInto(HubProcess hub)
    {
        if (hub.IsEmpty)
        {
            subscriptions.Forget(hub);
        }
        else if (subscriptions.At(hub).ToArray() is { Length: > 0 } suspects)
        {
            _ = lookup.LookAsync(hub, suspects);
        }
    }
}
