namespace SignalFire.Gateway.Protocol;

/// <summary>The codes of <c>error</c> messages (docs/protocol.md, section 3).</summary>
internal static class ErrorCode
{
    public const string BadMessage = "bad-message";
    public const string PeerUnknown = "peer-unknown";
    public const string TooManyTargets = "too-many-targets";
    public const string Unavailable = "unavailable";
}
