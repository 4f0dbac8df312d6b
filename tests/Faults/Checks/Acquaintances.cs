namespace SignalFire.Faults.Checks;

/// <summary>Who sends to whom.</summary>
internal static class Acquaintances
{
    /// <summary>Which of its senders' targets the hot one is.</summary>
    public const int Hot = 1;

    /// <summary>Each sends to the next, and the last to the first; and so many of them to the first besides, the hot target.</summary>
    public static PeerCheck[] Create(int count, int hotSenders, Tally errors, Notes notes, Standstills standstills)
    {
        PeerCheck[] peers = [.. Enumerable.Range(0, count).Select(i => new PeerCheck(i, errors, notes, standstills))];
        for (var i = 0; i < count; i++)
        {
            peers[i].SendTo(peers[(i + 1) % count]);
        }

        // The first itself is left out, and the last, whose pair with the first there is already.
        for (var i = 0; i < Math.Min(hotSenders, count - 2); i++)
        {
            peers[i + 1].SendTo(peers[0]);
        }

        return peers;
    }
}
