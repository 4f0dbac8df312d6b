namespace SignalFire.Gateway.Protocol;

/// <summary>A message as a peer sent it: where its target stands, and which parts are not delivered.</summary>
internal readonly ref struct PeerMessage(ReadOnlySpan<byte> text, int bodyStart, ReadOnlySpan<byte> target, SenderIdCuts cuts)
{
    /// <summary>The whole text.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Where the members begin: behind the opening brace.</summary>
    public int BodyStart { get; } = bodyStart;

    /// <summary>The target's JSON value: a string or an array.</summary>
    public ReadOnlySpan<byte> Target { get; } = target;

    /// <summary>The <c>senderId</c> members that the peer wrote itself.</summary>
    public SenderIdCuts Cuts { get; } = cuts;

    /// <summary>The targets, one by one.</summary>
    public TargetReader Targets => new(Target);
}
