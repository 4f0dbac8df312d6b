namespace SignalFire.Grains.Peers;

/// <summary>A push that is under way.</summary>
internal sealed record Push(Session Session, AttachmentItem Item)
{
    /// <summary>The last message of it.</summary>
    public long LastSeq { get; } = Item.FirstSeq + Item.Envelopes.Sum(envelope => (long)envelope.Texts.Length) - 1;
}
