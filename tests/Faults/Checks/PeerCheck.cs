using System.Text;

namespace SignalFire.Faults.Checks;

/// <summary>All that is checked of what one peer is told. It sends to one target and hears from one sender; what it is told comes from one reader.</summary>
internal sealed class PeerCheck(int index, PeerCheck[] peers, PairCheck outgoing, PairCheck incoming, Tally errors, Notes notes)
{
    // Volatile, as the sender's thread reads it: an id is replaced when a session is not resumed.
    private volatile byte[][] _ids = [];
    private readonly SessionCheck _session = new();
    private Findings _findings = new();

    public int Index => index;

    public PairCheck Outgoing => outgoing;

    /// <summary>The present id; null before the first.</summary>
    public byte[]? Id => _ids is [.., var last] ? last : null;

    /// <summary>What resumes the session at the next connect; null before the first.</summary>
    public string? ResumeToken { get; private set; }

    /// <summary>The last <c>seq</c> that was seen.</summary>
    public long LastSeen => _session.Last;

    public bool IsReconnecting => ResumeToken is not null;

    public static PeerCheck[] Ring(int count, Tally errors, Notes notes)
    {
        PairCheck[] pairs = [.. Enumerable.Range(0, count).Select(i => new PairCheck(Invariant($"{i} to {(i + 1) % count}"), notes))];
        var peers = new PeerCheck[count];
        for (var i = 0; i < count; i++)
        {
            peers[i] = new PeerCheck(i, peers, outgoing: pairs[i], incoming: pairs[(i + count - 1) % count], errors, notes);
        }

        return peers;
    }

    /// <summary>The peer that this one sends to.</summary>
    public PeerCheck Target => peers[(index + 1) % peers.Length];

    private PeerCheck Sender => peers[(index + peers.Length - 1) % peers.Length];

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
                return HearId(read, text);
            case var type when type.SequenceEqual("ack"u8):
                outgoing.Answer(read.Ref, read.HasFailed ? Fate.Refused : Fate.Acknowledged, now);
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
    public Findings Judge() => _findings + outgoing.Judge();

    private Heard Unexpected(ReadOnlySpan<byte> text)
    {
        Note("unexpected", Encoding.UTF8.GetString(text));
        _findings += new Findings { Unexpected = 1 };
        return Heard.Other;
    }

    private Heard HearId(in ServerText id, ReadOnlySpan<byte> text)
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
            _findings += new Findings { Gaps = 1 };
            Note("gaps", Invariant($"after seq {LastSeen}"));
            _session.AdmitGap();
        }

        ResumeToken = id.ResumeToken;
        return Heard.Id;
    }

    private void HearError(in ServerText error, long now)
    {
        var code = Encoding.UTF8.GetString(error.Code);
        errors.Add(code);
        Note(code, Invariant($"ref {error.Ref}"));
        if (error.Ref > 0)
        {
            outgoing.Answer(error.Ref, error.Code.SequenceEqual("unavailable"u8) ? Fate.Unavailable : Fate.Refused, now);
        }
    }

    private void HearMessage(in ServerText message, long now)
    {
        // The session counts whatever is delivered, be it right or not.
        var inSession = _session.Accept(message.Seq);
        if (message.From != Sender.Index || !Sender.HasId(message.Sender) || !HasId(message.PeerId))
        {
            _findings += new Findings { Misrouted = 1 };
            Note("misrouted", Invariant($"{message.Number} of {message.From} from '{Encoding.UTF8.GetString(message.Sender)}' to '{Encoding.UTF8.GetString(message.PeerId)}'"));
            return;
        }

        if (inSession != Arrival.InOrder)
        {
            Note("seq", Invariant($"{message.Seq}, with {message.Number} of {message.From}, is {inSession}; the highest is {LastSeen}"));
        }

        var inPair = incoming.Deliver(message.Number, now);
        _findings += new Findings
        {
            Misrouted = inPair == Arrival.NeverSent ? 1 : 0,
            Duplicated = inPair == Arrival.Repeated || inSession == Arrival.Repeated ? 1 : 0,
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
