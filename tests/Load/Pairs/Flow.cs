using System.Text;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;

namespace SignalFire.Load.Pairs;

/// <summary>The numbered messages of one sender to one target. One sends at a time, one receives at a time.</summary>
internal sealed class Flow(Connection sender, Connection target, Ledger ledger, bool saysSeen = false)
{
    private const int SeenInterval = 16;

    private readonly SequenceCheck _check = new();
    private long _sent;
    private long _seen;

    public long Sent => Volatile.Read(ref _sent);

    public long Delivered => _check.Delivered;

    /// <summary>Messages under way; those lost on the way are not, once a later one has arrived.</summary>
    public long InFlight => Sent - _check.Highest;

    public Faults Faults => _check.Faults(Sent);

    public string Target => target.PeerId;

    /// <summary>Sends the template's next copy; await it before the template is used again.</summary>
    public ValueTask SendAsync(MessageTemplate template, long time)
    {
        long number = _sent + 1;
        Volatile.Write(ref _sent, number);
        return sender.SendAsync(template.Patch(number, time));
    }

    /// <summary>Says now and then what the target has seen: its sequence numbers are those of its one sender.</summary>
    public ValueTask SayWhatIsSeenAsync()
    {
        if (!saysSeen || _check.Highest < _seen + SeenInterval)
        {
            return ValueTask.CompletedTask;
        }

        _seen = _check.Highest;
        return target.SendAsync(MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes(Invariant($"{{\"type\":\"seen\",\"seq\":{_seen}}}"))));
    }

    /// <summary>Checks what arrived at the target; true for a message that arrives for the first time.</summary>
    public bool Accept(ReadOnlySpan<byte> text, out MessageFields fields)
    {
        // A number that was never sent is not a gap of billions, but a message that somebody made up.
        if (!MessageFields.TryRead(text, out fields) || fields.Number > Sent)
        {
            ledger.Unexpected(text);
            return false;
        }

        bool stranger = !fields.Sender.IsEmpty && !fields.Sender.SequenceEqual(sender.PeerIdUtf8);
        if (stranger || !fields.Target.SequenceEqual(target.PeerIdUtf8))
        {
            ledger.Misrouted();
            return false;
        }

        return _check.Accept(fields.Number);
    }
}
