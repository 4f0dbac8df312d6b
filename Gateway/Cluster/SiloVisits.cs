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
        answers.Ask();
        if (answers.AreAllSilent && !connection.IsLost)
        {
            LogAllSilent(SiloAnswers.MostMissedOfAll);
            foreach (var observer in observers)
            {
                observer.NotifyClusterConnectionLost();
            }
        }

        // Not awaited: a silo that does not answer must not hold up the way to the others.
        for (var i = silos.Count; i > 0; i--)
        {
            _ = VisitAsync();
        }
    }

    private async Task VisitAsync()
    {
        try
        {
            answers.Hear((await cluster.GetGrain<ISiloDoor>(0).KnockAsync()).Endpoint);
            if (connection.IsLost)
            {
                Recover();
            }
        }
        catch (Exception unanswered)
        {
            // Whatever it is, the next round comes.
            LogUnanswered(unanswered);
        }
    }

    /// <summary>A silo answers, so the cluster is there: whichever way it was lost, and whether or not its end was told in order.</summary>
    private void Recover()
    {
        foreach (var observer in observers)
        {
            observer.NotifyGatewayCountChanged(silos.Count, 0, connectionRecovered: true);
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "No silo has answered {Knocks} knocks in a row, though connections to them are open: the way to them may be cut.")]
    private partial void LogAllSilent(int knocks);

    [LoggerMessage(1, LogLevel.Debug, "A silo did not answer.")]
    private partial void LogUnanswered(Exception exception);
}
