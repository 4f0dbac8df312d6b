using SignalFire.Grains;

namespace SignalFire.Gateway.Cluster;

/// <summary>Knocks at all silos, again and again: so this gateway is connected to each of them soon after it started, and knows which answer.</summary>
/// <remarks>
/// By itself an Orleans client connects to a new silo when an old one is gone. Until then the new one reaches it through the old one,
/// which the moment it stops it can't any more.
/// </remarks>
internal sealed partial class SiloVisits(IClusterClient cluster, SiloList silos, SiloAnswers answers, TimeProvider time, ILogger<SiloVisits> logger)
    : BackgroundService
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
        }
        catch (Exception unanswered)
        {
            // Whatever it is, the next round comes.
            LogUnanswered(unanswered);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "A silo did not answer.")]
    private partial void LogUnanswered(Exception exception);
}
