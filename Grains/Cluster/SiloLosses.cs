using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Cluster;

/// <summary>Knows when a silo left the cluster last: the peers it held are unknown until their gateways attach them anew.</summary>
/// <remarks>
/// A silo that starts beside dead ones counts as a loss too: it may be the first after all others were lost. One that stopped gracefully has
/// handed its peers over, and so is no crash; it says in the membership table itself that it is dead, while a crashed one is declared dead.
/// The membership is looked at besides being listened to: on a busy machine the calls that waited for a dead silo may go on before the
/// listeners are told.
/// </remarks>
internal sealed class SiloLosses(ISiloStatusOracle silos, IClusterMembershipService membership, IMembershipTable table, TimeProvider time)
    : ISiloStatusListener, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>How long the table may take to answer, and what is between two tries to read it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private ClusterMembershipSnapshot? _seen;
    private long? _last;
    private long? _lastCrash;
    private Task _looking = Task.CompletedTask;
    private long? _failedAt;
    private bool _isUnclear;

    /// <summary>How long ago the last one was.</summary>
    public TimeSpan Since() => Since(ref _last);

    /// <summary>How long ago it is known that one crashed.</summary>
    public TimeSpan SinceCrash() => Since(ref _lastCrash);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<SiloLosses>(ServiceLifecycleStage.BecomeActive, StartAsync);

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => Since();

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        Since();
        // The first grains here go by what it finds; that it finds nothing keeps no silo from starting.
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private TimeSpan Since(ref long? last)
    {
        lock (_gate)
        {
            Look();
            if (_isUnclear && _looking.IsCompleted && (_failedAt is not { } failed || time.GetElapsedTime(failed) >= Pause))
            {
                _isUnclear = false;
                _looking = LookForCrashesAsync();
            }

            return last is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
        }
    }

    private void Look()
    {
        var current = membership.CurrentSnapshot;
        if (_seen?.Version == current.Version)
        {
            return;
        }

        foreach (var member in current.Members.Values)
        {
            var before = StatusBefore(member.SiloAddress);
            if (!member.Status.IsTerminating() || member.Status == before)
            {
                continue;
            }

            _last = time.GetTimestamp();
            if (member.Status is SiloStatus.Dead)
            {
                // One that was stopping may have been killed at that, and of one that was dead before the start nobody here saw how it died.
                var isCrash = _seen is not null && !before.IsTerminating();
                _lastCrash = isCrash ? _last : _lastCrash;
                _isUnclear |= !isCrash;
            }
        }

        _seen = current;
    }

    private SiloStatus StatusBefore(SiloAddress silo) =>
        _seen is not null && _seen.Members.TryGetValue(silo, out var member) ? member.Status : SiloStatus.None;

    /// <summary>Looks up in the membership table who was declared dead by others, and when.</summary>
    private async Task LookForCrashesAsync()
    {
        try
        {
            var rows = await table.ReadAllAsync(CancellationToken.None).WaitAsync(Patience, time);
            var now = time.GetUtcNow().UtcDateTime;
            foreach (var (row, _) in rows.Members.Where(member => member.Item1.Status is SiloStatus.Dead))
            {
                foreach (var (_, at) in (row.SuspectTimes ?? []).Where(vote => !vote.Item1.Equals(row.SiloAddress)))
                {
                    NoteCrash(now > at ? now - at : TimeSpan.Zero);
                }
            }
        }
        catch (Exception)
        {
            // It is read again, once somebody asks.
            lock (_gate)
            {
                (_isUnclear, _failedAt) = (true, time.GetTimestamp());
            }
        }
    }

    private void NoteCrash(TimeSpan ago)
    {
        var at = time.GetTimestamp() - Deadlines.Ticks(ago, time);
        lock (_gate)
        {
            _lastCrash = _lastCrash > at ? _lastCrash : at;
        }
    }
}
