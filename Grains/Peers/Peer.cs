using SignalFire.Grains.Telemetry;

namespace SignalFire.Grains.Peers;

/// <summary>The rules of one peer: who speaks for it, what waits for it, what became of what was sent to it.</summary>
/// <remarks>Does no I/O and never waits: its grain carries out what it says.</remarks>
internal sealed partial class Peer(PeerGrainOptions options, TimeProvider time, Func<TimeSpan> sinceSiloLoss, Func<TimeSpan> sinceSiloCrash, PeerMetrics? metrics = null)
{
    /// <summary>How long after a grace period the gateway that lost the peer may still ask what became of it.</summary>
    private static readonly TimeSpan AskedAbout = TimeSpan.FromSeconds(10);

    private readonly SessionTerms _terms = new(options.GracePeriod, options.UnseenMessages, options.UnseenBytes);
    private readonly Fence _fence = new(time);
    private readonly Mailbox _mailbox = new(options, time, sinceSiloLoss, metrics);
    private Session? _session;
    private readonly EndedSessions _ended = new();
    private Session? _endedSession;
    private Push? _push;
    private Push? _pushOfOlderSession;
    private long _graceEnd = long.MaxValue;
    private long _rememberedUntil;
    private int _unclearPushes;

    /// <summary>The connection that speaks for the peer; null when there is none.</summary>
    public ConnectionId? Connection => _fence.Connection;

    /// <summary>The connection that may think that it speaks for the peer.</summary>
    public ConnectionId? Believer => _fence.Believer;

    /// <summary>Whether the peer is there: attached, or in its grace period.</summary>
    public bool IsThere => _session is not null;

    /// <summary>Whether nothing would be lost if it were forgotten.</summary>
    public bool IsNobody =>
        _session is null && _mailbox.Waiting.IsEmpty && _push is null && _pushOfOlderSession is null && time.GetTimestamp() >= RememberedUntil;

    /// <summary>Until when somebody may ask for what it was, though it is gone, as a timestamp.</summary>
    public long RememberedUntil => Math.Max(_rememberedUntil, _mailbox.AskedUntil);

    /// <summary>What it adds to the sums of its silo.</summary>
    public PeerMeasure Measure => Connection is not null
        ? new PeerMeasure(Attached: 1, Away: 0, MailboxMessages: 0, MailboxBytes: 0, _session!.Unseen)
        : new PeerMeasure(Attached: 0, (byte)(IsThere ? 1 : 0), _mailbox.Waiting.Messages, _mailbox.Waiting.Bytes, _session?.Unseen ?? 0);

    /// <summary>When <see cref="Expire"/> has something to do, as a timestamp.</summary>
    public long Deadline => Math.Min(OwnDeadline, _mailbox.DoubtDeadline);

    private long OwnDeadline => Connection is not null ? long.MaxValue : _session is not null ? _graceEnd : _mailbox.Waiting.Deadline;

    /// <summary>Ends an attachment.</summary>
    public DetachOutcome Detach(long epoch, bool ends)
    {
        if (_fence.IsLateDetach(epoch))
        {
            return _mailbox.IsInDoubt ? DetachOutcome.Forgotten : DetachOutcome.Replaced;
        }

        if (epoch > _fence.Epoch)
        {
            return DetachOutcome.Forgotten;
        }

        if (_session is null)
        {
            return DetachOutcome.Gone;
        }

        _fence.Detach();
        if (ends)
        {
            End(Connection is null ? DeliveryOutcome.PeerGone : DeliveryOutcome.PeerUnknown);
        }
        else
        {
            Lose();
        }

        return IsThere ? DetachOutcome.InGrace : DetachOutcome.Gone;
    }

    /// <summary>Undoes what an attach began whose connection did not hear of it.</summary>
    public void Abandon(ConnectionId connection, bool ends)
    {
        if (_fence.IsLast(connection))
        {
            Detach(_fence.Epoch, ends);
        }
    }

    /// <summary>Notes that a connection is gone.</summary>
    public void Lose(ConnectionId connection)
    {
        if (Connection == connection)
        {
            Lose();
        }
    }

    /// <summary>Notes what the peer has seen.</summary>
    public void See(long epoch, long seq)
    {
        if (_fence.Covers(epoch))
        {
            _session?.See(seq, time.GetTimestamp());
        }
    }

    /// <summary>Takes an envelope, or recognises it.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="again">Whether it came before.</param>
    /// <returns>The next news of it.</returns>
    public Task<DeliveryOutcome> DeliverAsync(Envelope envelope, out bool again) =>
        _mailbox.DeliverAsync(envelope, IsThere, Connection is not null, out again);

    /// <summary>Gives up what waited for too long.</summary>
    public void Expire()
    {
        _mailbox.ExpireDoubtful();
        if (Connection is not null)
        {
            return;
        }

        if (_session is null)
        {
            _mailbox.Expire();
        }
        else if (time.GetTimestamp() >= _graceEnd)
        {
            End(DeliveryOutcome.PeerGone);
        }
    }

    /// <summary>What another silo needs to go on.</summary>
    public PeerSnapshot Snapshot() => new(
        _session?.Snapshot(_fence.Epoch),
        _fence.Snapshot(),
        OwnDeadline == long.MaxValue ? TimeSpan.Zero : Deadlines.Until(OwnDeadline, time),
        [.. _mailbox.Waiting.All.Select(pending => pending.Envelope)],
        _mailbox.Snapshot(),
        _mailbox.SnapshotDoubt(),
        Deadlines.Until(_rememberedUntil, time),
        _mailbox.SnapshotSenders(),
        _ended.Snapshot());

    /// <summary>Goes on with what another silo began.</summary>
    public void Restore(PeerSnapshot snapshot)
    {
        _mailbox.Restore(snapshot.Sources);
        _mailbox.Restore(snapshot.Senders ?? []);
        _ended.Restore(snapshot.Ended);
        _fence.Restore(snapshot.Fence);
        _rememberedUntil = Deadlines.In(snapshot.Remembered, time);
        var deadline = Deadlines.In(snapshot.Left, time);
        if (snapshot.Session is { } session)
        {
            _session = Session.Restore(session.Copy, _terms);
            _session.RestoreUnsettled(session, _mailbox.AddHeld);
            _graceEnd = Connection is null ? deadline : long.MaxValue;
        }

        foreach (var envelope in snapshot.Waiting)
        {
            _mailbox.Waiting.Add(new Pending(envelope, _mailbox.AddHeld(envelope), deadline));
        }

        _mailbox.Restore(snapshot.Doubt);
    }

    private void Lose()
    {
        _fence.Lose();
        if (_session is null)
        {
            return;
        }

        if (!_session.IsResumable || options.GracePeriod == TimeSpan.Zero)
        {
            End(DeliveryOutcome.PeerUnknown);
            return;
        }

        if (_graceEnd == long.MaxValue)
        {
            _graceEnd = Deadlines.In(options.GracePeriod, time);
        }

        Hold();
    }

    private void Hold()
    {
        _session!.Hold();
        _mailbox.Hold();
    }

    private void End(DeliveryOutcome outcome)
    {
        _fence.Lose();
        _graceEnd = long.MaxValue;
        var session = _session;
        _session = null;
        _mailbox.SettleWaiting(outcome);
        if (session is null)
        {
            return;
        }

        // One that is resumable was in its grace period, in which nothing is pushed.
        _endedSession = session.IsResumable ? null : session;
        NoteEnded(session);
        if (_push?.Session == session)
        {
            // Whether the connection takes it is known soon.
            _pushOfOlderSession ??= _push;
            return;
        }

        _mailbox.Settle(session.TakeDoubted(), DeliveryOutcome.Unavailable);
        _mailbox.Settle(session.TakeUnsettled(), outcome);
    }
}
