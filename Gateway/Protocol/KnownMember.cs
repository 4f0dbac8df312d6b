namespace SignalFire.Gateway.Protocol;

/// <summary>The members that mean something to a gateway; what they mean is for the reader to say.</summary>
internal enum KnownMember
{
    /// <summary>Payload.</summary>
    None,
    PeerId,
    ReceiverId,
    SenderId,
    Ref,
    Seq,
    Type,
    Token,
}
