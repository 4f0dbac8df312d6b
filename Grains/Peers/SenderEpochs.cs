using System.Runtime.InteropServices;

namespace SignalFire.Grains.Peers;

/// <summary>The last attachment of each sender that delivered lately: what comes from one before it is late, and would be out of order.</summary>
internal sealed class SenderEpochs(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private readonly RecentTable<PeerId, Entry> _senders = new(entry => time.GetElapsedTime(entry.At) > Memory);

    /// <summary>How many senders are known.</summary>
    public int Count => _senders.Count;

    /// <summary>Notes from which attachment of its sender an envelope comes.</summary>
    /// <returns>False when a later connection of that sender has delivered already.</returns>
    public bool TryNote(Envelope envelope)
    {
        if (_senders.TryGet(envelope.Sender, out var known) && envelope.SenderEpoch < known.Epoch && envelope.Source != known.Source)
        {
            return false;
        }

        _senders.Set(envelope.Sender, new Entry(Math.Max(known.Epoch, envelope.SenderEpoch), envelope.Source, time.GetTimestamp()));
        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Epoch, ConnectionId Source, long At);
}
