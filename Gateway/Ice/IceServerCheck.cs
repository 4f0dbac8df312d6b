namespace SignalFire.Gateway.Ice;

/// <summary>Whether browsers take an ICE server: <c>new RTCPeerConnection</c> throws for one that they don't take, whatever the others are.</summary>
internal static class IceServerCheck
{
    /// <summary>What is wrong with it, as a sentence; null for nothing.</summary>
    public static string? FaultOf(IceServer server) =>
        server.Urls is not { Count: > 0 } urls ? "An ICE server has one URL or several, in 'Urls'."
        : urls.FirstOrDefault(url => url is null || !IceUrl.IsValid(url)) is { } url
            ? $"'{url}' is no URL of an ICE server; 'stun:stun.example.org', 'turn:turn.example.org:3478?transport=udp' and 'turns:turn.example.org' are."
        : urls.Any(IceUrl.IsTurn) && (string.IsNullOrEmpty(server.Username) || string.IsNullOrEmpty(server.Credential))
            ? "A TURN server needs a 'Username' and a 'Credential'."
        : null;
}
