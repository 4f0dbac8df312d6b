namespace SignalFire.Gateway.Ice;

/// <summary>An ICE server as a configuration has it; what is missing is seen when it is checked.</summary>
public sealed class ConfiguredIceServer
{
    /// <summary>Its URLs (RFC 7064, RFC 7065).</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>The user name, for TURN.</summary>
    public string? Username { get; set; }

    /// <summary>The password, for TURN.</summary>
    public string? Credential { get; set; }

    /// <summary>The server.</summary>
    internal IceServer Server => new([.. Urls], Username, Credential);
}
