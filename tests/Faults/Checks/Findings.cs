namespace SignalFire.Faults.Checks;

/// <summary>What must not happen, counted. Any of it fails a scenario.</summary>
internal sealed record Findings
{
    /// <summary>Acknowledged, and never arrived.</summary>
    public long Lost { get; init; }

    /// <summary>Arrived again: the same number of a pair, or the same <c>seq</c> of a session.</summary>
    public long Duplicated { get; init; }

    /// <summary>Arrived after a later one of the same pair, or with a <c>seq</c> that leaves some out.</summary>
    public long Reordered { get; init; }

    /// <summary>Arrived at a peer that it does not name, with another sender's id, or without ever having been sent.</summary>
    public long Misrouted { get; init; }

    /// <summary>Answered more than once.</summary>
    public long AnsweredTwice { get; init; }

    /// <summary>Not answered, although its connection lived to the end.</summary>
    public long Unanswered { get; init; }

    /// <summary>Refused for good (any code but <c>unavailable</c>), and arrived nevertheless.</summary>
    public long Denied { get; init; }

    /// <summary>Came back within the grace period and were not resumed.</summary>
    public long NotResumed { get; init; }

    /// <summary>Resumed with a hole that the server admits.</summary>
    public long Gaps { get; init; }

    /// <summary>Likewise, when the peer itself had ended the connection.</summary>
    public long GapsAfterCut { get; init; }

    /// <summary>Acknowledged, and never arrived, but in such a hole.</summary>
    public long Swallowed { get; init; }

    /// <summary>Arrived again after such a hole: it had no answer when the session was lost, and nobody knew any more that it had arrived.</summary>
    public long RepeatedAfterGap { get; init; }

    /// <summary>Answered as if nobody were there by that id, although the target was there or came back in time.</summary>
    public long Disowned { get; init; }

    /// <summary>Peers that found no gateway in time.</summary>
    public long Stranded { get; init; }

    /// <summary>Told what the protocol does not know.</summary>
    public long Unexpected { get; init; }

    public bool Any => this != new Findings();

    public static Findings operator +(Findings one, Findings other) => new()
    {
        Lost = one.Lost + other.Lost,
        Duplicated = one.Duplicated + other.Duplicated,
        Reordered = one.Reordered + other.Reordered,
        Misrouted = one.Misrouted + other.Misrouted,
        AnsweredTwice = one.AnsweredTwice + other.AnsweredTwice,
        Unanswered = one.Unanswered + other.Unanswered,
        Denied = one.Denied + other.Denied,
        NotResumed = one.NotResumed + other.NotResumed,
        Gaps = one.Gaps + other.Gaps,
        GapsAfterCut = one.GapsAfterCut + other.GapsAfterCut,
        Swallowed = one.Swallowed + other.Swallowed,
        RepeatedAfterGap = one.RepeatedAfterGap + other.RepeatedAfterGap,
        Disowned = one.Disowned + other.Disowned,
        Stranded = one.Stranded + other.Stranded,
        Unexpected = one.Unexpected + other.Unexpected,
    };

    /// <summary>The four that are always said, and of the others what there was.</summary>
    public override string ToString()
    {
        var always = Invariant($"lost {Lost}, duplicated {Duplicated}, reordered {Reordered}, misrouted {Misrouted}");
        (string Name, long Count)[] others =
        [
            ("answered twice", AnsweredTwice),
            ("unanswered", Unanswered),
            ("refused but delivered", Denied),
            ("not resumed", NotResumed),
            ("gaps", Gaps),
            ("gaps after a cut", GapsAfterCut),
            ("swallowed", Swallowed),
            ("repeated after a gap", RepeatedAfterGap),
            ("disowned", Disowned),
            ("stranded", Stranded),
            ("unexpected", Unexpected),
        ];
        return always + string.Concat(others.Where(other => other.Count > 0).Select(other => Invariant($", {other.Name} {other.Count}")));
    }
}
