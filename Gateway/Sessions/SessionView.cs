using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Sessions;

/// <summary>What a connection knows of its peer's session: what it took, what its peer has not seen, which attachment is the last.</summary>
/// <remarks>It takes each message once, whoever pushes it and however often; and a grain that lost its memory gets it back from here.</remarks>
internal sealed class SessionView(ConnectionId connection, WireForm form, long seen, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SourceMarks _sources = new(time);
    private UnseenMessages _unseen = new(seen);
    private Attachment? _attachment;
    private long _lastSeq = seen;
    private long _epoch;
    private long _leastEpoch;
    private long _owed;
    private long _seen = seen;
    private volatile bool _isHeard;

    /// <summary>The present attachment's epoch.</summary>
    public long Epoch
    {
        get
        {
            lock (_gate)
            {
                return _epoch;
            }
        }
    }

    /// <summary>The last message that the peer said to have seen.</summary>
    public long Seen
    {
        get
        {
            lock (_gate)
            {
                return _seen;
            }
        }
    }

    /// <summary>Notes the attachment that the grain gave.</summary>
    public void Attached(Attachment attachment)
    {
        lock (_gate)
        {
            _attachment = attachment;
            _epoch = Math.Max(_epoch, attachment.Epoch);
            _leastEpoch = Math.Max(_leastEpoch, attachment.Epoch);
            _owed = Math.Max(_owed, attachment.Owed);
            foreach (var mark in attachment.Sources ?? [])
            {
                _sources.Note(mark);
            }

            if (attachment.After > _lastSeq)
            {
                // What is missing in between is lost, and the peer is told.
                _lastSeq = attachment.After;
                _unseen = new UnseenMessages(_lastSeq);
            }
        }
    }

    /// <summary>Puts the messages of an item that are new into the outbox, all or none.</summary>
    /// <returns>Whether the outbox took them; <see cref="Outbox.Admission.Stale"/> for an item of an older attachment.</returns>
    public Outbox.Admission Take(AttachmentItem item, Outbox outbox)
    {
        lock (_gate)
        {
            if (item.Epoch < _leastEpoch)
            {
                return Outbox.Admission.Stale;
            }

            if (item.Replaced)
            {
                return Outbox.Admission.Queued;
            }

            _epoch = _leastEpoch = item.Epoch;
            var admission = outbox.Add(item, _lastSeq);
            if (admission is Outbox.Admission.Queued)
            {
                Note(item);
            }

            return admission;
        }
    }

    /// <summary>Notes that the peer spoke, and so has the resume token of this connection.</summary>
    /// <returns>Whether that uses older tokens up, which the grain has to know.</returns>
    public bool Hear()
    {
        if (_isHeard)
        {
            return false;
        }

        lock (_gate)
        {
            _isHeard = true;
            return _attachment?.Generation > 1;
        }
    }

    /// <summary>Notes what the peer has seen; more than it was sent is fine, it is no more then.</summary>
    public void See(long seq)
    {
        lock (_gate)
        {
            _seen = Math.Max(_seen, Math.Min(seq, _lastSeq));
            _unseen.Forget(_seen);
        }
    }

    /// <summary>What a new attachment of this connection begins with; items of the attachments so far are refused from now on.</summary>
    public AttachRequest RequestAnew()
    {
        lock (_gate)
        {
            _leastEpoch = _epoch + 1;
            var resumable = form is WireForm.V1;
            var copy = new SessionCopy(
                _attachment!.Session, _attachment.Generation, resumable, _epoch, _lastSeq, _unseen.Floor, [.. _unseen.Behind(_unseen.Floor)], _sources.ToArray())
            {
                Owed = _owed,
                ShownGeneration = _isHeard ? _attachment.Generation : _attachment.Generation - 1,
            };
            return new AttachRequest(connection, resumable, Claim: null, copy);
        }
    }

    private void Note(AttachmentItem item)
    {
        var seq = item.FirstSeq;
        foreach (var envelope in item.Envelopes)
        {
            var sequenced = new SequencedEnvelope(seq, envelope);
            seq += envelope.Texts.Length;
            if (sequenced.LastSeq <= _lastSeq)
            {
                continue;
            }

            if (form is WireForm.V1)
            {
                Keep(sequenced);
            }

            _lastSeq = sequenced.LastSeq;
            _sources.Note(new SourceMark(envelope.Source, envelope.Number));
        }

        if (form is WireForm.V1 && _attachment?.Terms is { } terms)
        {
            _unseen.Trim(_lastSeq, terms);
        }
    }

    private void Keep(SequencedEnvelope sequenced)
    {
        if (sequenced.FirstSeq > _lastSeq + 1)
        {
            // What is missing in between is lost, and the peer was told.
            _unseen = new UnseenMessages(sequenced.FirstSeq - 1);
        }

        _unseen.Append(sequenced);
    }
}
