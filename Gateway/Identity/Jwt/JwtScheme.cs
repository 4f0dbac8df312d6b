using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>ASP.NET Core's bearer authentication under a name of our own; <c>Configure&lt;JwtBearerOptions&gt;(JwtScheme.Name, …)</c> changes it.</summary>
/// <remarks>
/// Not one of the host's schemes: a scheme that is alone becomes the default and would open the host's own endpoints to peers' tokens, and a second one takes
/// that place from the host's.
/// </remarks>
public static class JwtScheme
{
    /// <summary>The name of its options.</summary>
    public const string Name = "SignalFire";

    internal static readonly AuthenticationScheme Scheme = new(Name, displayName: null, typeof(JwtBearerHandler));
}
