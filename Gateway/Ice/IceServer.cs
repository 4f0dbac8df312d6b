namespace SignalFire.Gateway.Ice;

/// <summary>A STUN or TURN server, as browsers take it (WebRTC 1.0, section 4.2.4: RTCIceServer).</summary>
/// <param name="Urls">Its URLs (RFC 7064, RFC 7065).</param>
/// <param name="Username">The user name; null for STUN.</param>
/// <param name="Credential">The password; null for STUN.</param>
public sealed record IceServer(IReadOnlyList<string> Urls, string? Username = null, string? Credential = null);
