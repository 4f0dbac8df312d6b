using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SignalFire.Streams;

/// <summary>Pings each consumer process, so that a quiet stream too learns of a consumer that died: one ping per process, whatever its streams.</summary>
internal sealed partial class ConsumerMonitor(
    ConsumerProcesses processes,
    PushConsumer local,
    SiloCalls calls,
    IOptions<PushStreamOptions> options,
    TimeProvider time,
    ILogger<ConsumerMonitor> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<ConsumerMonitor>(ServiceLifecycleStage.Active, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Value.PingInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                // Not awaited: a process that takes its time must not hold up the pings of the others.
                foreach (var process in processes.All.Where(process => process.Ping.IsCompleted))
                {
                    process.Ping = PingAsync(process);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task PingAsync(ConsumerProcess process)
    {
        if (process.TryCloseIdle())
        {
            processes.Remove(process);
            return;
        }

        try
        {
            // This very process is asked as well: its consumers too must learn of an activation that left.
            var isLocal = process.Id == local.ProcessId;
            var ping = process.NewPing(processes.HubProcessId);
            var differs = isLocal ? await local.PingAsync(ping) : await calls.PingAsync(process.Consumer, ping);
            process.MissedPings = 0;
            process.Answered(ping);
            if (differs)
            {
                await ReconcileAsync(process, isLocal ? local : process.Consumer);
            }
        }
        catch (ClientNotAvailableException)
        {
            GiveUp(process);
        }
        catch (Exception missed)
        {
            // Whatever it is, watching goes on.
            process.MissedPings++;
            LogMissed(process.Id, process.MissedPings, options.Value.MaxMissedPings, missed.GetType());
            LogThrown(missed, process.Id);
            if (process.MissedPings >= options.Value.MaxMissedPings)
            {
                GiveUp(process);
            }
            else if (missed is TimeoutException)
            {
                // That took its time; waiting for the next tick besides would only make a death known later.
                await PingAsync(process);
            }
        }
    }

    /// <summary>Tells the process one by one what this silo holds for it, and ends what it does not know.</summary>
    private async Task ReconcileAsync(ConsumerProcess process, IPushConsumer consumer)
    {
        foreach (var page in HeldSubscriptions.PagesOf(processes.HubProcessId, process.Subscriptions()))
        {
            foreach (var unknown in await consumer.ReconcileAsync(page))
            {
                process.HubOf(unknown)?.QueueSubscriptionGone(unknown);
            }
        }
    }

    private void GiveUp(ConsumerProcess process)
    {
        processes.Remove(process);
        var hubs = process.Close();
        LogGone(process.Id, hubs.Length);
        foreach (var hub in hubs)
        {
            hub.QueueProcessGone(process);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Consumer process {ProcessId} did not answer ping {Missed} of {Limit}: {Failure}.")]
    private partial void LogMissed(Guid processId, int missed, int limit, Type failure);

    [LoggerMessage(2, LogLevel.Warning, "Consumer process {ProcessId} is gone; its subscriptions to {Streams} streams of this silo end.")]
    private partial void LogGone(Guid processId, int streams);

    // Its message may name what was called.
    [LoggerMessage(3, LogLevel.Debug, "Consumer process {ProcessId} did not answer a ping.")]
    private partial void LogThrown(Exception exception, Guid processId);
}
