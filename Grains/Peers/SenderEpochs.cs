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
        // What was long ago says nothing: a sender's epochs can begin anew below it, at a silo whose clock is behind.
        var isKnown = _senders.TryGet(envelope.Sender, out var known) && time.GetElapsedTime(known.At) <= Memory;
        if (isKnown && envelope.SenderEpoch < known.Epoch && envelope.Source != known.Source)
        {
            return false;
        }

        var epoch = isKnown ? Math.Max(known.Epoch, envelope.SenderEpoch) : envelope.SenderEpoch;
        _senders.Set(envelope.Sender, new Entry(epoch, envelope.Source, time.GetTimestamp()));
        return true;
    }

    /// <summary>What another silo needs to know.</summary>
    public SenderSnapshot[] Snapshot() =>
        [.. _senders.All.Where(sender => time.GetElapsedTime(sender.Value.At) <= Memory)
            .Select(sender => new SenderSnapshot(sender.Key, sender.Value.Epoch, sender.Value.Source))];

    /// <summary>Goes on with what another silo knew.</summary>
    public void Restore(SenderSnapshot[] snapshot)
    {
        foreach (var known in snapshot)
        {
            _senders.Set(known.Sender, new Entry(known.Epoch, known.Source, time.GetTimestamp()));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Epoch, ConnectionId Source, long At);
}
