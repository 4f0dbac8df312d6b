namespace SignalFire.Faults.Peers;

/// <summary>Who sends how much to whom.</summary>
/// <param name="Peers">How many; each sends to the next, and the last to the first.</param>
/// <param name="Rate">Messages per second, over all these pairs.</param>
/// <param name="HotRate">Messages per second that many of the peers send to the first, besides; 0 for none.</param>
/// <param name="Patience">After how long a silence an impatient peer gives its connection up, where traffic is expected.</param>
internal sealed record LoadSettings(int Peers, int Rate, int HotRate, TimeSpan Patience)
{
    /// <summary>One of so many peers is impatient.</summary>
    public const int ImpatientShare = 8;

    private const int MostHotSenders = 50;

    /// <summary>How many peers send to the hot target.</summary>
    public int HotSenders => HotRate > 0 ? Math.Min(MostHotSenders, Peers - 2) : 0;

    /// <summary>Whether a silence of that length means anything at this rate.</summary>
    public bool MakesImpatient => Peers / (double)Rate * 3 <= Patience.TotalSeconds;
}
