using System.Runtime.InteropServices;

namespace SignalFire.Grains.Peers;

/// <summary>The last attachment of each sender that delivered lately: what comes from one before it is late, and would be out of order.</summary>
internal sealed class SenderEpochs(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private const int LeastSenders = 32;

    private readonly Dictionary<PeerId, Entry> _senders = [];
    private int _pruneAt = LeastSenders;

    /// <summary>How many senders are known.</summary>
    public int Count => _senders.Count;

    /// <summary>Notes from which attachment of its sender an envelope comes.</summary>
    /// <returns>False when a later connection of that sender has delivered already.</returns>
    public bool TryNote(Envelope envelope)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_senders, envelope.Sender, out var isKnown);
        if (isKnown && envelope.SenderEpoch < entry.Epoch && envelope.Source != entry.Source)
        {
            return false;
        }

        entry = new Entry(Math.Max(entry.Epoch, envelope.SenderEpoch), envelope.Source, time.GetTimestamp());
        if (_senders.Count > _pruneAt)
        {
            Prune();
        }

        return true;
    }

    private void Prune()
    {
        foreach (var (sender, entry) in _senders)
        {
            if (time.GetElapsedTime(entry.At) > Memory)
            {
                _senders.Remove(sender);
            }
        }

        _pruneAt = Math.Max(LeastSenders, _senders.Count * 2);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Epoch, ConnectionId Source, long At);
}
