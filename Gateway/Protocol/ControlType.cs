namespace SignalFire.Gateway.Protocol;

/// <summary>What a v1 message without a target asks of the gateway itself.</summary>
internal enum ControlType
{
    /// <summary>Nothing: it is for its target.</summary>
    None,

    /// <summary>The peer has every message up to a number.</summary>
    Seen,

    /// <summary>Is anybody there?</summary>
    Ping,

    /// <summary>A new token, before the old one expires.</summary>
    Token,

    /// <summary>Which ICE servers may be used, and with what credentials?</summary>
    IceServers,
}
