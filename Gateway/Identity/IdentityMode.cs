namespace SignalFire.Gateway.Identity;

/// <summary>How a gateway finds out who its peers are.</summary>
public enum IdentityMode
{
    /// <summary>It does not: anybody may connect.</summary>
    Anonymous = 0,

    /// <summary>By a signed token (RFC 7519).</summary>
    Jwt = 1,

    /// <summary>By asking the host's own service over HTTP.</summary>
    Webhook = 2,
}
