using System.Text;

namespace SignalFire.Grains.Tests.Connections;

/// <summary>What a gateway's connection does with the items of its peer's stream: each message once, nothing of a stale attachment.</summary>
internal sealed class ConnectionView(bool resumable, long seen = 0)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ConnectionId, SourceMark> _marks = [];
    private UnseenMessages _unseen = new(seen);
    private Attachment _attachment = new(AttachOutcome.Refused);
    private long _leastEpoch;
    private long _owed;

    public ConnectionId Id { get; } = ConnectionId.New();

    /// <summary>The last attachment it knows of.</summary>
    public long Epoch { get; private set; }

    /// <summary>The last message it took.</summary>
    public long LastSeq { get; private set; } = seen;

    /// <summary>The last message that is not kept any more.</summary>
    public long Seen => _unseen.Floor;

    /// <summary>The last message that its peer must get.</summary>
    public long Owes => _owed;

    /// <summary>Whether its peer has spoken, and so has its token.</summary>
    public bool IsHeard { get; set; }

    /// <summary>What a first attach begins with.</summary>
    public AttachRequest Request(ResumeClaim? claim = null) => new(Id, resumable, claim);

    /// <summary>What a new attach begins with; items of the attachments so far are refused from now on.</summary>
    public AttachRequest RequestAnew()
    {
        lock (_gate)
        {
            _leastEpoch = Epoch + 1;
            var copy = new SessionCopy(
                _attachment.Session,
                _attachment.Generation,
                resumable,
                Epoch,
                LastSeq,
                Seen,
                [.. _unseen.Behind(Seen)],
                [.. _marks.Values])
            { Owed = _owed, ShownGeneration = IsHeard ? _attachment.Generation : _attachment.Generation - 1 };
            return new AttachRequest(Id, resumable, Claim: null, copy);
        }
    }

    public void Attached(Attachment attachment)
    {
        lock (_gate)
        {
            _attachment = attachment;
            _owed = Math.Max(_owed, attachment.Owed);
            foreach (var mark in attachment.Sources ?? [])
            {
                Note(mark);
            }

            if (attachment.After > LastSeq)
            {
                LastSeq = attachment.After;
                _unseen = new UnseenMessages(LastSeq);
            }

            Epoch = Math.Max(Epoch, attachment.Epoch);
            _leastEpoch = Math.Max(_leastEpoch, attachment.Epoch);
        }
    }

    /// <summary>Takes what is new of an item; null when it is an item of a stale attachment.</summary>
    public Message[]? Take(AttachmentItem item)
    {
        lock (_gate)
        {
            if (item.Epoch < _leastEpoch)
            {
                return null;
            }

            if (item.Replaced)
            {
                return [];
            }

            Epoch = _leastEpoch = item.Epoch;
            return [.. TakeNew(item)];
        }
    }

    public void See(long seq)
    {
        lock (_gate)
        {
            _unseen.Forget(Math.Min(seq, LastSeq));
        }
    }

    private List<Message> TakeNew(AttachmentItem item)
    {
        var messages = new List<Message>();
        var first = item.FirstSeq;
        foreach (var envelope in item.Envelopes)
        {
            var sequenced = new SequencedEnvelope(first, envelope);
            first = sequenced.LastSeq + 1;
            if (sequenced.LastSeq <= LastSeq)
            {
                continue;
            }

            for (var seq = Math.Max(sequenced.FirstSeq, LastSeq + 1); seq <= sequenced.LastSeq; seq++)
            {
                messages.Add(new Message(seq, envelope.Source, Encoding.UTF8.GetString(envelope.Texts[seq - sequenced.FirstSeq])));
            }

            Keep(sequenced);
        }

        return messages;
    }

    private void Keep(SequencedEnvelope sequenced)
    {
        if (resumable)
        {
            _unseen = sequenced.FirstSeq > LastSeq + 1 ? new UnseenMessages(sequenced.FirstSeq - 1) : _unseen;
            _unseen.Append(sequenced);
            _unseen.Trim(sequenced.LastSeq, _attachment.Terms ?? new SessionTerms(TimeSpan.Zero, int.MaxValue, int.MaxValue));
        }

        LastSeq = sequenced.LastSeq;
        Note(new SourceMark(sequenced.Envelope.Source, sequenced.Envelope.Number));
    }

    private void Note(SourceMark mark)
    {
        var known = _marks.GetValueOrDefault(mark.Source);
        _marks[mark.Source] = mark with { Number = Math.Max(mark.Number, known.Number), Unclear = Math.Max(mark.Unclear, known.Unclear) };
    }
}
