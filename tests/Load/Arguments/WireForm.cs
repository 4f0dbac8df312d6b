namespace SignalFire.Load.Arguments;

/// <summary>How the tool's peers speak.</summary>
internal enum WireForm
{
    /// <summary>No subprotocol.</summary>
    Classic,

    /// <summary>The subprotocol `signalfire.v1`; targets say what they have seen.</summary>
    V1,

    /// <summary>The same, and every message asks for an answer.</summary>
    Acks,
}
