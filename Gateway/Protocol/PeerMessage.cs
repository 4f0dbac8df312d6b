namespace SignalFire.Gateway.Protocol;

/// <summary>A message as a peer sent it: where its target stands, which parts are not delivered, and what it asks of the gateway.</summary>
internal readonly ref struct PeerMessage(ReadOnlySpan<byte> text, int bodyStart, ReadOnlySpan<byte> target, SenderIdCuts cuts)
{
    /// <summary>The whole text.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Where the members begin: behind the opening brace.</summary>
    public int BodyStart { get; } = bodyStart;

    /// <summary>The target's JSON value: a string or an array; empty in a control message.</summary>
    public ReadOnlySpan<byte> Target { get; } = target;

    /// <summary>The <c>senderId</c> members that the peer wrote itself.</summary>
    public SenderIdCuts Cuts { get; } = cuts;

    /// <summary>The JSON value of the <c>ref</c> as it was sent, which asks for an answer; empty where there is none, as always in classic.</summary>
    public ReadOnlySpan<byte> Ref { get; init; }

    /// <summary>Whether the sender wrote a <c>seq</c> of its own.</summary>
    public bool HasSeq { get; init; }

    /// <summary>What it asks of the gateway, where it has no target.</summary>
    public ControlType Control { get; init; }

    /// <summary>Up to which number the peer has seen its messages, where it says so.</summary>
    public long Seen { get; init; }

    /// <summary>The JSON string of the token that it brings, where it does.</summary>
    public ReadOnlySpan<byte> Token { get; init; }

    /// <summary>The targets, one by one; a control message has none to read.</summary>
    public TargetReader Targets => new(Target);
}
