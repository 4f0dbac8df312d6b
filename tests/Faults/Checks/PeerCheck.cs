using System.Text;

namespace SignalFire.Faults.Checks;

/// <summary>All that is checked of what one peer is told, which comes from one reader.</summary>
internal sealed class PeerCheck(int index, Tally errors, Notes notes, Standstills standstills)
{
    private readonly List<Partner> _targets = [];
    private readonly Dictionary<int, Partner> _senders = [];

    // Volatile, as the sender's thread reads it: an id is replaced when a session is not resumed.
    private volatile byte[][] _ids = [];
    private readonly SessionCheck _session = new();
    private Findings _findings = new();
    private bool _hasCut;

    public int Index => index;

    /// <summary>Whom this peer sends to.</summary>
    public IReadOnlyList<Partner> Targets => _targets;

    /// <summary>The present id; null before the first.</summary>
    public byte[]? Id => _ids is [.., var last] ? last : null;

    /// <summary>What resumes the session at the next connect; null before the first.</summary>
    public string? ResumeToken { get; private set; }

    /// <summary>The last <c>seq</c> that was seen.</summary>
    public long LastSeen => _session.Last;

    public bool IsReconnecting => ResumeToken is not null;

    /// <summary>Makes it send to another one.</summary>
    public void SendTo(PeerCheck target)
    {
        PairCheck pair = new(Invariant($"{index} to {target.Index}"), notes, standstills);
        _targets.Add(new Partner(target, pair));
        target._senders.Add(index, new Partner(this, pair));
    }

    /// <summary>Notes that its connection ended, by itself or not: what was not answered is unclear.</summary>
    public void EndConnection(bool byItself = false)
    {
        _hasCut |= byItself;
        _targets.ForEach(target => target.Pair.EndConnection());
    }

    public Heard Hear(ReadOnlySpan<byte> text, long now)
    {
        if (!ServerText.TryRead(text, out var read))
        {
            return Unexpected(text);
        }

        if (!read.Sender.IsEmpty)
        {
            HearMessage(read, now);
            return Heard.Message;
        }

        switch (read.Type)
        {
            case var type when type.SequenceEqual("id"u8):
                return HearId(read, text, now);
            case var type when type.SequenceEqual("ack"u8):
                Answer(read.Ref, read.HasFailed ? Fate.Refused : Fate.Acknowledged, now);
                return Heard.Other;
            case var type when type.SequenceEqual("error"u8):
                HearError(read, now);
                return Heard.Other;
            case var type when type.SequenceEqual("reconnect"u8) || type.SequenceEqual("pong"u8):
                return Heard.Other;
            default:
                return Unexpected(text);
        }
    }

    /// <summary>Notes that this peer found no gateway in time.</summary>
    public void Strand()
    {
        _findings += new Findings { Stranded = 1 };
        Note("stranded", "found no gateway");
    }

    /// <summary>What was wrong with what this peer heard and sent, given that nothing more will come.</summary>
    public Findings Judge() => _targets.Aggregate(_findings, (sum, target) => sum + target.Pair.Judge());

    private Heard Unexpected(ReadOnlySpan<byte> text)
    {
        Note("unexpected", Encoding.UTF8.GetString(text));
        _findings += new Findings { Unexpected = 1 };
        return Heard.Other;
    }

    private Heard HearId(in ServerText id, ReadOnlySpan<byte> text, long now)
    {
        if (id.ResumeToken is null || id.PeerId.IsEmpty)
        {
            return Unexpected(text);
        }

        if (!IsReconnecting || !id.Resumed || !id.PeerId.SequenceEqual(Id))
        {
            if (IsReconnecting)
            {
                _findings += new Findings { NotResumed = 1 };
                Note("not resumed", Encoding.UTF8.GetString(text));
            }

            _ids = [.. _ids, id.PeerId.ToArray()];
            _session.Restart();
        }

        if (id.Gap)
        {
            _findings += _hasCut ? new Findings { GapsAfterCut = 1 } : new Findings { Gaps = 1 };
            Note(_hasCut ? "gaps after a cut" : "gaps", Invariant($"after seq {LastSeen}"));
            _session.AdmitGap();
        }

        foreach (var sender in _senders.Values)
        {
            sender.Pair.ReturnTarget(now);
            if (id.Gap && _hasCut)
            {
                sender.Pair.AdmitGap(now);
            }
        }

        _hasCut = false;

        ResumeToken = id.ResumeToken;
        return Heard.Id;
    }

    private void HearError(in ServerText error, long now)
    {
        var code = Encoding.UTF8.GetString(error.Code);
        errors.Add(code);
        Note(code, Invariant($"ref {error.Ref}"));
        if (error.Code.SequenceEqual("peer-unknown"u8) || error.Code.SequenceEqual("peer-gone"u8))
        {
            // Nobody leaves for good while the others send.
            _findings += new Findings { Disowned = 1 };
        }

        if (error.Ref > 0)
        {
            Answer(error.Ref, error.Code.SequenceEqual("unavailable"u8) ? Fate.Unavailable : Fate.Refused, now);
        }
    }

    private void Answer(long reference, Fate fate, long now)
    {
        var (target, number) = Ref.Read(reference);
        if (target < 0 || target >= _targets.Count)
        {
            _findings += new Findings { Unexpected = 1 };
            Note("unexpected", Invariant($"an answer to ref {reference}, which was never sent"));
            return;
        }

        _targets[target].Pair.Answer(number, fate, now);
    }

    private void HearMessage(in ServerText message, long now)
    {
        // The session counts whatever is delivered, be it right or not.
        var inSession = _session.Accept(message.Seq);
        if (!_senders.TryGetValue(message.From, out var sender) || !sender.Peer.HasId(message.Sender) || !HasId(message.PeerId))
        {
            _findings += new Findings { Misrouted = 1 };
            Note("misrouted", Invariant($"{message.Number} of {message.From} from '{Encoding.UTF8.GetString(message.Sender)}' to '{Encoding.UTF8.GetString(message.PeerId)}'"));
            return;
        }

        if (inSession != Arrival.InOrder)
        {
            Note("seq", Invariant($"{message.Seq}, with {message.Number} of {message.From}, is {inSession}; the highest is {LastSeen}"));
        }

        var inPair = sender.Pair.Deliver(message.Number, now);
        _findings += new Findings
        {
            Misrouted = inPair == Arrival.NeverSent ? 1 : 0,
            Duplicated = inPair == Arrival.Repeated || inSession == Arrival.Repeated ? 1 : 0,
            RepeatedAfterGap = inPair == Arrival.RepeatedAfterGap ? 1 : 0,
            Reordered = inPair == Arrival.Late || inSession == Arrival.Late ? 1 : 0,
        };
    }

    private void Note(string kind, string what) => notes.Add(kind, Invariant($"peer {index} ({(Id is { } id ? Encoding.UTF8.GetString(id) : "new")}): {what}"));

    private bool HasId(ReadOnlySpan<byte> id)
    {
        foreach (var own in _ids)
        {
            if (id.SequenceEqual(own))
            {
                return true;
            }
        }

        return false;
    }
}
