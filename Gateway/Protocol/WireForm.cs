namespace SignalFire.Gateway.Protocol;

/// <summary>Which form of the protocol a connection speaks (docs/protocol.md, section 1).</summary>
internal enum WireForm
{
    /// <summary>The form of signal-fire 0.1 to 0.5: ids, messages, errors.</summary>
    Classic,

    /// <summary>Classic and more: answers, sequence numbers, resume (sections 5 to 7).</summary>
    V1,
}
