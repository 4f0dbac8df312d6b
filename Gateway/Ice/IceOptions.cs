namespace SignalFire.Gateway.Ice;

/// <summary>The ICE servers that v1 peers are told. Section <c>SignalFire:Ice</c>.</summary>
public sealed class IceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Ice";

    /// <summary>STUN servers, and TURN servers with a user name and a password that never change: every peer learns them. None unless told.</summary>
    public IList<ConfiguredIceServer> Servers { get; } = [];
}
