using SignalFire.Grains.Telemetry;

namespace SignalFire.Grains.Peers;

/// <summary>The rules of one peer: who speaks for it, what waits for it, what became of what was sent to it.</summary>
/// <remarks>Does no I/O and never waits: its grain carries out what it says.</remarks>
internal sealed class Peer(PeerGrainOptions options, TimeProvider time, Func<TimeSpan> sinceSiloLoss, Func<TimeSpan> sinceSiloCrash, PeerMetrics? metrics = null)
{
    /// <summary>How many pushes in a row may stay without an answer before the attachment counts as broken.</summary>
    private const int MaxUnclearPushes = 3;

    /// <summary>How long after a grace period the gateway that lost the peer may still ask what became of it.</summary>
    private static readonly TimeSpan AskedAbout = TimeSpan.FromSeconds(10);

    private readonly SessionTerms _terms = new(options.GracePeriod, options.UnseenMessages, options.UnseenBytes);
    private readonly Fence _fence = new(time);
    private readonly Mailbox _mailbox = new(options, time, sinceSiloLoss, metrics);
    private Session? _session;
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

    /// <summary>Whether a token is shown for the second time, so that it does not tell who is newer.</summary>
    /// <remarks>
    /// The answer to the first was lost, and the peer tries again; or the first call is late, and the peer has gone on with a later token.
    /// </remarks>
    public bool IsShownAgain(ResumeClaim claim) =>
        _session?.Id == claim.Session && claim.Generation <= _session.ShownGeneration && claim.Generation < _session.Generation;

    /// <summary>Binds the peer to a connection.</summary>
    public Attachment Attach(AttachRequest request)
    {
        if (_fence.HasLeft(request.Connection))
        {
            // A late call: a connection that left does not come back.
            return new Attachment(AttachOutcome.Replaced);
        }

        var (wasThere, mayLackMemory) = (IsThere, !request.IsNew && MayLackMemory);
        var outcome = request switch
        {
            { Copy: { } copy } => Reattach(copy, request.Connection),
            { Claim: { } claim } => Resume(claim),
            // The answer to its first attach was lost: it may have taken messages, whose numbers count.
            _ when _session is not null && _fence.IsLast(request.Connection) => AttachOutcome.Started,
            { OnlyIfFree: true } when IsThere => AttachOutcome.Taken,
            { OnlyIfFree: true } when sinceSiloLoss() < options.HealingTime => AttachOutcome.Unclear,
            _ => Start(request.Resumable),
        };
        if (outcome is AttachOutcome.Refused or AttachOutcome.Replaced or AttachOutcome.Taken or AttachOutcome.Unclear)
        {
            return new Attachment(outcome, MayComeBack: request.Copy is { } refused && HasLaterToken(refused));
        }

        _fence.Attach(request.Connection, request.Copy?.Epoch);
        if (_graceEnd != long.MaxValue)
        {
            // The gateway that lost the peer asks then: it must hear that another had it, even if that is gone, too.
            _rememberedUntil = Math.Max(_rememberedUntil, _graceEnd + Deadlines.Ticks(AskedAbout, time));
        }

        _graceEnd = long.MaxValue;
        _unclearPushes = 0;
        if (outcome is AttachOutcome.Lost)
        {
            // Nothing may follow what the peer has, before it knows of the gap.
            Lose();
            return new Attachment(outcome, _fence.Epoch);
        }

        if (request.Copy is null && (mayLackMemory || _mailbox.IsInDoubt))
        {
            _mailbox.BeginDoubt(sinceSiloCrash());
        }

        var marks = request.Copy is null ? _mailbox.Marks() : null;
        return new Attachment(outcome, _fence.Epoch, _session!.Id, _session.Generation, _terms, wasThere, _session.Taken, _session.Settled, marks);
    }

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

    /// <summary>Takes over what a connection knows that left, and whose attachment is not known here.</summary>
    public DetachOutcome HandOver(SessionCopy copy, bool ends)
    {
        Learn(copy);
        var isNews = _session is null ? copy.Epoch > _fence.Epoch : Connection is null && _session.Id == copy.Session && copy.Generation > _session.Generation;
        if (!isNews)
        {
            return IsThere ? DetachOutcome.Replaced : DetachOutcome.Gone;
        }

        _fence.Raise(copy.Epoch);
        _rememberedUntil = Math.Max(_rememberedUntil, Deadlines.In(AskedAbout, time));
        if (ends || (_session is null && sinceSiloCrash() > options.GracePeriod))
        {
            return ends && _session is not null ? Detach(copy.Epoch, ends) : DetachOutcome.Gone;
        }

        LeaveSession();
        _session = Session.Restore(copy, _terms);
        Lose();
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

    /// <summary>What is to be pushed now; null while there is nothing, or a push is under way.</summary>
    public AttachmentItem? NextPush(out Push? push)
    {
        push = null;
        if (Connection is not { } connection || _pushOfOlderSession is not null || _push?.Item.Epoch == _fence.Epoch)
        {
            return null;
        }

        var (firstSeq, envelopes) = _session!.NextPush(_mailbox.Waiting);
        if (envelopes.Length == 0)
        {
            return null;
        }

        _push = push = new Push(_session, new AttachmentItem(connection, _fence.Epoch, firstSeq, envelopes));
        return push.Item;
    }

    /// <summary>Notes that a push failed at once, and is tried again: what it carries may have arrived, and its senders wait no longer.</summary>
    /// <returns>False when there is no use in that: the attachment is another one now.</returns>
    public bool TryAgain(Push push)
    {
        if (_push != push || push.Item.Epoch != _fence.Epoch || Connection is null || _session != push.Session)
        {
            return false;
        }

        _session.Doubt(push.LastSeq);
        Hold();
        return true;
    }

    /// <summary>Notes how a push ended.</summary>
    public void Complete(Push push, PushResult result)
    {
        if (_push == push)
        {
            _push = null;
        }

        if (push == _pushOfOlderSession)
        {
            CompleteOlderSession(push, result);
        }
        else if (push.Session == _session && push.Item.Epoch == _fence.Epoch)
        {
            CompletePresent(push, result);
        }
    }

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
        Deadlines.Until(_rememberedUntil, time));

    /// <summary>Goes on with what another silo began.</summary>
    public void Restore(PeerSnapshot snapshot)
    {
        _mailbox.Restore(snapshot.Sources);
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

    /// <summary>Whether connections may have had the peer at an activation that was lost with a silo: none is known here, nor has one handed the peer over.</summary>
    private bool MayLackMemory => _fence.Epoch == 0 && sinceSiloCrash() < options.RepeatTime;

    /// <summary>Whether a connection was given a later token than the one by which the present connection took the peer, which has not spoken yet.</summary>
    private bool HasLaterToken(SessionCopy copy) => _session?.Id == copy.Session && copy.Generation > _session.ShownGeneration;

    private AttachOutcome Start(bool resumable)
    {
        LeaveSession();
        _endedSession = null;
        _session = Session.Start(resumable, _terms);
        return AttachOutcome.Started;
    }

    private AttachOutcome Resume(ResumeClaim claim)
    {
        if (_session?.Accepts(claim) is true)
        {
            DoubtPush();
            return _session.Resume(claim, time.GetTimestamp()) ? AttachOutcome.ResumedWithGap : AttachOutcome.Resumed;
        }

        // A silo that crashed may have taken the session along: then the peer keeps its id, if not its messages. What an older connection handed
        // over may be older than the token.
        var isForgotten = _session is null || (_session.Id == claim.Session && claim.Generation > _session.Generation);
        if (!isForgotten || sinceSiloCrash() > options.GracePeriod || !Session.CanSalvage(claim))
        {
            return AttachOutcome.Refused;
        }

        LeaveSession();
        _session = Session.Salvage(claim, _terms, _fence.NextEpoch);
        _mailbox.BeginDoubt(sinceSiloCrash());
        return AttachOutcome.ResumedWithGap;
    }

    private AttachOutcome Reattach(SessionCopy copy, ConnectionId connection)
    {
        // Of the same session the generation tells as well who is newer: silos' clocks differ.
        // A session that was salvaged by a token which its peer had used up goes back to the connection that knows.
        if (!_fence.IsLast(connection)
            && !(_session?.Id == copy.Session && copy.Epoch < _session.SalvagedAt && copy.ShownGeneration > _session.SalvagedBy)
            && (copy.Epoch < _fence.Epoch || (_session?.Id == copy.Session && copy.Generation < _session.Generation)))
        {
            // It may be a late call: what the connection took since, it tells when it leaves.
            _mailbox.Note(copy.Sources);
            return AttachOutcome.Replaced;
        }

        var outcome = AttachOutcome.Resumed;
        var isLast = _fence.IsLast(connection);
        _fence.Raise(copy.Epoch);
        ReviveSession(copy.Session);
        if (_session?.Id == copy.Session && copy.LastSeq <= _session.Last && copy.Generation <= _session.Generation && (_session.SalvagedBy == 0 || isLast))
        {
            DoubtPush();
            _session.Reattach(copy.LastSeq, time.GetTimestamp());
        }
        else
        {
            LeaveSession();
            _session = Session.Restore(copy, _terms);
            outcome = copy.IsShort ? AttachOutcome.Lost : AttachOutcome.Resumed;
        }

        Learn(copy, isLast);
        return outcome;
    }

    /// <summary>Notes what a connection took.</summary>
    /// <param name="copy">What it knows.</param>
    /// <param name="isLast">Whether it is the one that has the peer; another's word ends the doubt, unless it is from before the one that is doubted.</param>
    private void Learn(SessionCopy copy, bool isLast = false)
    {
        _mailbox.Note(copy.Sources);
        if (!isLast && (_session is not { SalvagedBy: > 0 } || (_session.Id == copy.Session && copy.Generation >= _session.SalvagedBy)))
        {
            _mailbox.EndDoubt();
        }
    }

    /// <summary>
    /// Goes on with a session that ended without its connection's knowledge: an item on its way then may arrive yet, so its numbers count.
    /// </summary>
    private void ReviveSession(Guid id)
    {
        if (_session is null && _endedSession?.Id == id)
        {
            _session = _endedSession;
            _session.Revive();
            _pushOfOlderSession = _pushOfOlderSession?.Session == _session ? null : _pushOfOlderSession;
        }

        _endedSession = null;
    }

    /// <summary>A push of an older attachment, whose end will not count, may arrive yet.</summary>
    private void DoubtPush()
    {
        if (_push is not null && _push.Session == _session)
        {
            _session.Doubt(_push.LastSeq);
        }
    }

    /// <summary>Makes way for another session: what has no outcome yet is for that one.</summary>
    private void LeaveSession()
    {
        if (_session is not { } older)
        {
            return;
        }

        if (_push?.Session == older)
        {
            // Whether the older connection takes it is known soon; what comes behind it has to wait for that.
            _pushOfOlderSession ??= _push;
        }
        else
        {
            _mailbox.Settle(older.TakeDoubted(), DeliveryOutcome.Unavailable);
            _mailbox.Waiting.PutBack(older.TakeUnsettled());
        }
    }

    private void CompletePresent(Push push, PushResult result)
    {
        if (result is PushResult.Unclear)
        {
            _session!.Doubt(push.LastSeq);
        }

        switch (result)
        {
            case PushResult.Taken:
                _unclearPushes = 0;
                _session!.Take(push.LastSeq, time.GetTimestamp());
                break;
            case PushResult.Unclear when ++_unclearPushes < MaxUnclearPushes:
                Hold();
                break;
            default:
                Lose();
                break;
        }
    }

    private void CompleteOlderSession(Push push, PushResult result)
    {
        _pushOfOlderSession = null;
        if (result is PushResult.Taken)
        {
            push.Session.Take(push.LastSeq, time.GetTimestamp());
        }

        if (result is PushResult.Unclear)
        {
            push.Session.Doubt(push.LastSeq);
        }

        // The older connection may have these: the newer must not get them twice.
        _mailbox.Settle(push.Session.TakeDoubted(), DeliveryOutcome.Unavailable);
        var left = push.Session.TakeUnsettled();
        if (_session is null)
        {
            _mailbox.Settle(left, DeliveryOutcome.PeerUnknown);
        }
        else
        {
            _mailbox.Waiting.PutBack(left);
        }
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
