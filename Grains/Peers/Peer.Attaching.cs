namespace SignalFire.Grains.Peers;

/// <content>Who may have the peer: what begins a session, takes it back, or hands it over.</content>
internal sealed partial class Peer
{
    /// <summary>Whether a token is shown for the second time, so that it does not tell who is newer.</summary>
    /// <remarks>
    /// The answer to the first was lost, and the peer tries again; or the first call is late, and the peer has gone on with a later token.
    /// </remarks>
    public bool IsShownAgain(ResumeClaim claim) =>
        _session?.WasShown(claim) is true;

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
            { OnlyIfFree: true } when MayBeHealed => AttachOutcome.Unclear,
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
            // Nothing may follow what the peer has, before it knows of the gap. And the connection before this one may have taken what nobody knows of here.
            Lose();
            _mailbox.BeginDoubt(TimeSpan.Zero);
            return new Attachment(outcome, _fence.Epoch);
        }

        if (request.Copy is null && (mayLackMemory || _mailbox.IsInDoubt))
        {
            _mailbox.BeginDoubt(sinceSiloCrash());
        }

        var marks = request.Copy is null ? _mailbox.Marks() : null;
        return new Attachment(outcome, _fence.Epoch, _session!.Id, _session.Generation, _terms, wasThere, _session.Taken, _session.Settled, marks);
    }

    /// <summary>Takes over what a connection knows that left, and whose attachment is not known here.</summary>
    public DetachOutcome HandOver(SessionCopy copy, bool ends)
    {
        Learn(copy);
        var isNews = _session is null
            ? copy.Epoch > _fence.Epoch
            : Connection is null && ((_session.Id == copy.Session && copy.Generation > _session.Generation) || _session.BelongsTo(copy));
        if (!isNews)
        {
            return IsThere ? DetachOutcome.Replaced : DetachOutcome.Gone;
        }

        _fence.HandOver(copy.Epoch);
        _rememberedUntil = Math.Max(_rememberedUntil, Deadlines.In(AskedAbout, time));
        if (ends || (_session is null && sinceSiloCrash() > options.GracePeriod))
        {
            if (_session is not null)
            {
                End(DeliveryOutcome.PeerGone);
            }

            NoteEnded(copy.Session, copy.Resumable);
            return DetachOutcome.Gone;
        }

        Begin(Session.Restore(copy, _terms));
        Lose();
        return IsThere ? DetachOutcome.InGrace : DetachOutcome.Gone;
    }

    /// <summary>Whether connections may have had the peer at an activation that was lost with a silo: none is known here, nor has one handed the peer over.</summary>
    private bool MayLackMemory => _fence.Epoch == 0 && sinceSiloCrash() < options.RepeatTime;

    /// <summary>
    /// Whether somebody may have it who is not known here yet. After a crash its gateway may be long in attaching it anew, and its peer may come
    /// back for a grace period; a peer that was here since is known.
    /// </summary>
    private bool MayBeHealed => sinceSiloLoss() < options.HealingTime || (_fence.Epoch == 0 && sinceSiloCrash() < options.GracePeriod);

    /// <summary>Whether a connection was given a later token than the one by which the present connection took the peer, which has not spoken yet.</summary>
    private bool HasLaterToken(SessionCopy copy) => _session?.IsBehindTokenOf(copy) is true;

    private AttachOutcome Start(bool resumable)
    {
        Begin(Session.Start(resumable, _terms, _fence.NextEpoch));
        _endedSession = null;
        return AttachOutcome.Started;
    }

    private AttachOutcome Resume(ResumeClaim claim)
    {
        if (_session?.Accepts(claim) is true)
        {
            DoubtPush();
            return _session.Resume(claim, time.GetTimestamp()) ? AttachOutcome.ResumedWithGap : AttachOutcome.Resumed;
        }

        if (!IsForgotten(claim) || !Session.CanSalvage(claim))
        {
            return AttachOutcome.Refused;
        }

        Begin(Session.Salvaged(claim, _terms, _fence.NextEpoch));
        _mailbox.BeginDoubt(sinceSiloCrash());
        return AttachOutcome.ResumedWithGap;
    }

    /// <summary>Whether a silo that crashed may have taken the session along: then the peer keeps its id, if not its messages.</summary>
    private bool IsForgotten(ResumeClaim claim) =>
        _session?.WasSalvagedBefore(claim) is true
        || (sinceSiloCrash() <= options.GracePeriod
            && (_session is null ? !_ended.Cover(claim)
                // What an older connection handed over may be older than the token.
                : (_session.Id == claim.Session && claim.Generation > _session.Generation) || (_session.WasOverBefore(claim.Session) && !_ended.Cover(claim))));

    private AttachOutcome Reattach(SessionCopy copy, ConnectionId connection)
    {
        // Of the same session the generation tells as well who is newer: silos' clocks differ.
        // A session that was salvaged by a token which its peer had used up goes back to the connection that knows.
        if (!_fence.IsLast(connection)
            && _session?.BelongsTo(copy) is not true
            && (copy.Epoch < _fence.Epoch || _session?.IsNewerThan(copy) is true))
        {
            // It may be a late call: what the connection took since, it tells when it leaves.
            _mailbox.Note(copy.Sources);
            return AttachOutcome.Replaced;
        }

        var outcome = AttachOutcome.Resumed;
        var isLast = _fence.IsLast(connection);
        ReviveSession(copy.Session);
        if (_session?.Id == copy.Session && copy.LastSeq <= _session.Last && copy.Generation <= _session.Generation && (_session.Salvage is null || isLast))
        {
            DoubtPush();
            _session.Reattach(copy, time.GetTimestamp());
        }
        else
        {
            Begin(Session.Restore(copy, _terms));
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
        if (!isLast && (_session?.Salvage is null || _session.IsSalvageOf(copy)))
        {
            _mailbox.EndDoubt();
        }
    }

    /// <summary>Puts a session in the place of what was.</summary>
    private void Begin(Session session)
    {
        LeaveSession();
        _ended.Remove(session.Id);
        _session = session;
    }

    /// <summary>Notes that a session is over; it is remembered for as long as its tokens could pass for those of one that was lost with a silo.</summary>
    private void NoteEnded(Session session)
    {
        NoteEnded(session.Id, session.IsResumable);
        if (session.Salvage is { } salvage)
        {
            _ended.Add(salvage.From, salvage.By);
        }
    }

    private void NoteEnded(Guid session, bool isResumable)
    {
        if (!isResumable)
        {
            return;
        }

        _ended.Add(session);
        if (sinceSiloCrash() is var crashed && crashed <= options.GracePeriod)
        {
            _rememberedUntil = Math.Max(_rememberedUntil, Deadlines.In(options.GracePeriod - crashed, time));
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
}
