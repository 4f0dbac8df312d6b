namespace SignalFire.Grains.Peers;

/// <content>What goes to the peer's connection, and what became of it.</content>
internal sealed partial class Peer
{
    /// <summary>How many pushes in a row may stay without an answer before the attachment counts as broken.</summary>
    private const int MaxUnclearPushes = 3;

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

        NoteEnded(older);
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
}
