namespace SignalFire.Grains.Cluster;

/// <summary>Knows when a silo left the cluster last: the peers it held are unknown until their gateways attach them anew.</summary>
/// <remarks>A silo that starts beside dead ones counts as a loss too: it may be the first after all others were lost.</remarks>
internal sealed class SiloLosses(ISiloStatusOracle silos, TimeProvider time) : ISiloStatusListener, ILifecycleParticipant<ISiloLifecycle>
{
    private const long Never = long.MinValue;

    private long _last = Never;

    /// <summary>How long ago the last one was.</summary>
    public TimeSpan Since()
    {
        var last = Interlocked.Read(ref _last);
        return last == Never ? TimeSpan.MaxValue : time.GetElapsedTime(last);
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<SiloLosses>(ServiceLifecycleStage.BecomeActive, StartAsync);

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status.IsTerminating())
        {
            Note();
        }
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        if (silos.GetApproximateSiloStatuses().Values.Any(status => status is SiloStatus.Dead))
        {
            Note();
        }

        return Task.CompletedTask;
    }

    private void Note() => Interlocked.Exchange(ref _last, time.GetTimestamp());
}
