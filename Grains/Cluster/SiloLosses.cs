namespace SignalFire.Grains.Cluster;

/// <summary>Knows when a silo left the cluster last: the peers it held are unknown until their gateways attach them anew.</summary>
/// <remarks>
/// A silo that starts beside dead ones counts as a loss too: it may be the first after all others were lost. One that stopped gracefully has
/// handed its peers over, and so is no crash; it says in the membership table itself that it is dead, while a crashed one is declared dead.
/// </remarks>
internal sealed class SiloLosses(ISiloStatusOracle silos, IMembershipTable table, TimeProvider time) : ISiloStatusListener, ILifecycleParticipant<ISiloLifecycle>
{
    private const long Never = long.MinValue;

    private readonly HashSet<SiloAddress> _stopping = [];
    private long _last = Never;
    private long _lastCrash = Never;

    /// <summary>How long ago the last one was.</summary>
    public TimeSpan Since() => Since(ref _last);

    /// <summary>How long ago it is known that one crashed.</summary>
    public TimeSpan SinceCrash() => Since(ref _lastCrash);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<SiloLosses>(ServiceLifecycleStage.BecomeActive, StartAsync);

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (!status.IsTerminating())
        {
            return;
        }

        Note(ref _last, time.GetTimestamp());
        if (status is not SiloStatus.Dead)
        {
            lock (_stopping)
            {
                _stopping.Add(updatedSilo);
            }

            return;
        }

        bool wasStopping;
        lock (_stopping)
        {
            wasStopping = _stopping.Remove(updatedSilo);
        }

        if (wasStopping)
        {
            // It may have been killed while it stopped.
            _ = LookForCrashesAsync(CancellationToken.None);
        }
        else
        {
            Note(ref _lastCrash, time.GetTimestamp());
        }
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        if (silos.GetApproximateSiloStatuses().Values.Any(status => status is SiloStatus.Dead))
        {
            Note(ref _last, time.GetTimestamp());
            await LookForCrashesAsync(cancellationToken);
        }
    }

    /// <summary>Looks up in the membership table who was declared dead by others, and when.</summary>
    private async Task LookForCrashesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rows = await table.ReadAllAsync(cancellationToken);
            foreach (var (row, _) in rows.Members.Where(member => member.Item1.Status is SiloStatus.Dead))
            {
                foreach (var (_, at) in (row.SuspectTimes ?? []).Where(vote => !vote.Item1.Equals(row.SiloAddress)))
                {
                    var ago = time.GetUtcNow().UtcDateTime - at;
                    Note(ref _lastCrash, time.GetTimestamp() - Peers.Deadlines.Ticks(ago > TimeSpan.Zero ? ago : TimeSpan.Zero, time));
                }
            }
        }
        catch (Exception)
        {
            // Nobody was declared dead, then, that is not known here: that takes the table.
        }
    }

    private static void Note(ref long last, long at)
    {
        for (var known = Interlocked.Read(ref last); at > known;)
        {
            var before = Interlocked.CompareExchange(ref last, at, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }

    private TimeSpan Since(ref long last)
    {
        var at = Interlocked.Read(ref last);
        return at == Never ? TimeSpan.MaxValue : time.GetElapsedTime(at);
    }
}
