namespace SignalFire.Grains.Cluster;

/// <summary>Knows when a silo left the cluster last: the peers it held are unknown until their gateways attach them anew.</summary>
/// <remarks>
/// A silo that starts beside dead ones counts as a loss too: it may be the first after all others were lost. The membership is looked at
/// besides being listened to: on a busy machine the calls that waited for a dead silo may go on before the listeners are told.
/// </remarks>
internal sealed class SiloLosses(ISiloStatusOracle silos, IClusterMembershipService membership, TimeProvider time)
    : ISiloStatusListener, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly Lock _gate = new();
    private ClusterMembershipSnapshot? _seen;
    private long? _last;

    /// <summary>How long ago the last one was.</summary>
    public TimeSpan Since()
    {
        lock (_gate)
        {
            Look();
            return _last is { } last ? time.GetElapsedTime(last) : TimeSpan.MaxValue;
        }
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<SiloLosses>(ServiceLifecycleStage.BecomeActive, StartAsync);

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => Since();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        Since();
        return Task.CompletedTask;
    }

    private void Look()
    {
        var current = membership.CurrentSnapshot;
        if (_seen is not null && _seen.Version == current.Version)
        {
            return;
        }

        if (current.Members.Values.Any(member => member.Status.IsTerminating() && !WasTerminating(member.SiloAddress)))
        {
            _last = time.GetTimestamp();
        }

        _seen = current;
    }

    private bool WasTerminating(SiloAddress silo) => _seen is not null && _seen.Members.TryGetValue(silo, out var member) && member.Status.IsTerminating();
}
