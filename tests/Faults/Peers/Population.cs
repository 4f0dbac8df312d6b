using System.Diagnostics;
using SignalFire.Faults.Checks;
using SignalFire.Faults.Clusters;

namespace SignalFire.Faults.Peers;

/// <summary>All peers, and what they say together.</summary>
internal sealed class Population : IAsyncDisposable
{
    private const int ConnectingAtOnce = 50;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SeenInterval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _pause = new();
    private readonly LoadSettings _settings;
    private readonly Peer[] _peers;
    private readonly PairCheck[] _pairs;
    private readonly Pacer[] _pacers;
    private Task[] _staying = [];
    private Task _sending = Task.CompletedTask;

    public Population(ReadyGateways gateways, LoadSettings settings)
    {
        _settings = settings;
        var checks = Acquaintances.Create(settings.Peers, settings.HotSenders, Errors, Notes, Standstills);
        // Neighbours in the ring are at different gateways.
        _peers = [.. checks.Select(check => new Peer(check, new Reconnection(gateways, check.Index, Refusals), Ends, Cuts))];
        _pairs = [.. checks.SelectMany(check => check.Targets).Select(target => target.Pair)];
        Turn[] hot = [.. _peers.Where(peer => peer.Check.Targets.Count > Acquaintances.Hot).Select(peer => new Turn(peer, Acquaintances.Hot))];
        _pacers = [new Pacer([.. _peers.Select(peer => new Turn(peer, 0))], settings.Rate), .. hot.Length > 0 ? [new Pacer(hot, settings.HotRate)] : Array.Empty<Pacer>()];
    }

    /// <summary>Errors that the peers were answered, by code.</summary>
    public Tally Errors { get; } = new();

    /// <summary>Connections that the server ended, by close code.</summary>
    public Tally Ends { get; } = new();

    /// <summary>Connections that the peers ended, by reason.</summary>
    public Tally Cuts { get; } = new();

    /// <summary>Tries to connect that were in vain, by the gateway's address; those that got no answer are not among them.</summary>
    public Tally Refusals { get; } = new();

    /// <summary>The first cases of whatever was wrong.</summary>
    public Notes Notes { get; } = new();

    /// <summary>When this tool itself did not run.</summary>
    public Standstills Standstills { get; } = new();

    public int Count => _peers.Length;

    public int Connected => _peers.Count(peer => peer.IsConnected);

    public Traffic Traffic => _pairs.Aggregate(Checks.Traffic.None, (sum, pair) => sum + pair.Traffic());

    /// <summary>The longest time that a peer was without a connection.</summary>
    public TimeSpan LongestAway => _peers.Max(peer => peer.LongestAway);

    // Every peer is connected, every answer is here and everything acknowledged has arrived.
    private bool IsSettled =>
        Array.TrueForAll(_peers, peer => peer.IsConnected) && Array.TrueForAll(_pairs, pair => pair is { Outstanding: 0, HasAllAcknowledged: true });

    /// <summary>What was wrong, once all is settled.</summary>
    public Findings Judge() => _peers.Aggregate(new Findings(), (sum, peer) => sum + peer.Check.Judge());

    /// <summary>Connects everybody, then lets everybody send.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            _peers,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellation },
            async (peer, token) => await peer.ConnectAsync(token));
        _staying = [.. _peers.Select(peer => peer.StayAsync(_stop.Token)), SaySeenAsync(_stop.Token), Pulse.RunAsync(Standstills, _stop.Token)];
        _sending = Task.WhenAll([.. _pacers.Select(pacer => pacer.RunAsync(_pause.Token)), LosePatienceAsync(_pause.Token)]);
    }

    /// <summary>How many pairs had no message sent and acknowledged since this moment.</summary>
    public int SilentSince(long moment) => _pairs.Count(pair => !pair.WorksSince(moment));

    /// <summary>Cuts the connection of one of so many peers, at once.</summary>
    public void CutOneIn(int share)
    {
        foreach (var peer in _peers.Where(peer => peer.Index % share == 0))
        {
            peer.Cut("reset");
        }
    }

    /// <summary>Ends the load; what is under way goes on.</summary>
    public async Task StopSendingAsync()
    {
        await _pause.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits until everything sent is accounted for and nobody hears anything more.</summary>
    /// <returns>What speaks against that, each in a sentence.</returns>
    public async Task<string[]> SettleAsync(TimeSpan limit, CancellationToken cancellation)
    {
        await Wait.UntilAsync(() => IsSettled, limit, cancellation);
        // A bug of this tool, should there be one, must not look like one of the server.
        await Task.WhenAll(_staying.Append(_sending).Where(task => task.IsFaulted));
        var before = Traffic.Delivered;
        await Task.Delay(Quiet, cancellation);
        return Connected < Count ? [Invariant($"{Count - Connected} peers without a connection at the end")]
            : IsSettled && Traffic.Delivered != before ? ["messages still arrived when all was settled"]
            : [];
    }

    public async ValueTask DisposeAsync()
    {
        await StopSendingAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_staying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_peers.Select(peer => peer.LeaveAsync()));
        _stop.Dispose();
        _pause.Dispose();
    }

    private async Task LosePatienceAsync(CancellationToken cancellation)
    {
        if (!_settings.MakesImpatient)
        {
            return;
        }

        // Not the first, which is the hot target: it is to lie behind whatever stalls.
        Peer[] impatient = [.. _peers.Where(peer => peer.Index % LoadSettings.ImpatientShare == LoadSettings.ImpatientShare - 1)];
        using PeriodicTimer timer = new(_settings.Patience / 10);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var peer in impatient)
            {
                peer.CutIfSilent(_settings.Patience, now);
            }
        }
    }

    private async Task SaySeenAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(SeenInterval);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var peer in _peers)
            {
                peer.SaySeen(now);
            }
        }
    }
}
