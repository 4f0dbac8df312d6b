using Orleans.Messaging;

namespace SignalFire.Gateway.Cluster;

/// <summary>The silos that this gateway uses: those that the membership table lists (the last known ones while it can't be read) and that answer.</summary>
internal sealed partial class SiloList(
    IGatewayListProvider table, SiloAnswers answers, ClusterConnection connection, TimeProvider time, ILogger<SiloList> logger) : IGatewayListProvider
{
    /// <summary>How often the table is read: this soon a new silo is known, and a dead one left whose connection is still open.</summary>
    public static readonly TimeSpan RefreshPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a silo is left alone that said it stops, or could not be reached: for longer than it is listed after it said so.</summary>
    private static readonly TimeSpan Avoidance = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private IList<Uri>? _listed;
    private int _used;
    private bool _isAway;

    /// <inheritdoc/>
    public TimeSpan MaxStaleness => Avoidance;

    /// <inheritdoc/>
    [Obsolete("Orleans does not ask for it any more.")]
    public bool IsUpdatable => true;

    /// <summary>How many are used.</summary>
    public int Count => Volatile.Read(ref _used);

    /// <inheritdoc/>
    public Task InitializeGatewayListProvider() => table.InitializeGatewayListProvider();

    /// <inheritdoc/>
    public async Task<IList<Uri>> GetGateways()
    {
        var listed = await ReadAsync();
        var chosen = answers.Choose(listed, out var gone);
        if (gone)
        {
            connection.NoteLoss();
        }

        if (chosen.Count < listed.Count && chosen.Count < Count)
        {
            LogSilent(listed.Count - chosen.Count, listed.Count);
        }

        Volatile.Write(ref _used, chosen.Count);
        return chosen;
    }

    private async Task<IList<Uri>> ReadAsync()
    {
        try
        {
            var listed = await table.GetGateways().WaitAsync(Patience, time);
            if (listed.Count > 0 || _listed is null)
            {
                // A table that was emptied lists none, until a silo writes it back; should all silos be gone, their connections say so.
                _listed = listed;
            }

            _isAway = false;
        }
        catch (Exception unreadable) when (_listed is { Count: > 0 })
        {
            if (!_isAway)
            {
                _isAway = true;
                LogUnreadable(unreadable.Message);
            }
        }

        return _listed;
    }

    [LoggerMessage(1, LogLevel.Warning, "The list of silos can't be read; the known ones are used until it can. ({Why})")]
    private partial void LogUnreadable(string why);

    [LoggerMessage(2, LogLevel.Warning, "{Silent} of {Listed} silos do not answer; the others are used meanwhile.")]
    private partial void LogSilent(int silent, int listed);
}
