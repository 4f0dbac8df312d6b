using SignalFire.Grains;

namespace SignalFire.Gateway.Cluster;

/// <summary>
/// Knocks at all silos, again and again: so this gateway is connected to each of them soon after it started, and knows which answer. Where none does
/// any more, the cluster is lost, though connections to it are open.
/// </summary>
/// <remarks>
/// By itself an Orleans client connects to a new silo when an old one is gone. Until then the new one reaches it through the old one,
/// which the moment it stops it can't any more.
/// </remarks>
internal sealed partial class SiloVisits(
    IClusterClient cluster,
    SiloList silos,
    SiloAnswers answers,
    ClusterConnection connection,
    IEnumerable<IClusterConnectionStatusObserver> observers,
    TimeProvider time,
    ILogger<SiloVisits> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SiloList.RefreshPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                VisitAll();
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private void VisitAll()
    {
        if (connection.IsLost)
        {
            answers.ForgiveAll();
        }

        answers.Ask();
        if (answers.AreAllSilent)
        {
            Tell(static observer => observer.NotifyClusterConnectionLost());
            LogAllSilent(SiloAnswers.MostMissedOfAll);
        }

        // Not awaited: a silo that does not answer must not hold up the way to the others.
        for (var i = silos.Count; i > 0; i--)
        {
            _ = VisitAsync();
        }
    }

    private async Task VisitAsync()
    {
        // What was asked before the loss can't say that it is over.
        var wasLost = connection.IsLost;
        try
        {
            answers.Hear((await cluster.GetGrain<ISiloDoor>(0).KnockAsync()).Endpoint);
            if (wasLost && connection.IsLost)
            {
                Tell(observer => observer.NotifyGatewayCountChanged(silos.Count, 0, connectionRecovered: true));
            }
        }
        catch (Exception unanswered)
        {
            // Whatever it is, the next round comes.
            LogUnanswered(unanswered);
        }
    }

    /// <summary>Tells all who want to know whether the cluster is there, as Orleans does: whatever one of them throws, the others are told.</summary>
    private void Tell(Action<IClusterConnectionStatusObserver> news)
    {
        foreach (var observer in observers)
        {
            try
            {
                news(observer);
            }
            catch (Exception failure)
            {
                LogObserverFailed(failure);
            }
        }
    }

    [LoggerMessage(3, LogLevel.Debug, "An observer of the cluster's connection failed.")]
    private partial void LogObserverFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "No silo has answered {Knocks} knocks in a row, though connections to them are open: the way to them may be cut.")]
    private partial void LogAllSilent(int knocks);

    [LoggerMessage(1, LogLevel.Debug, "A silo did not answer.")]
    private partial void LogUnanswered(Exception exception);
}
