namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>What the service answers with 200 (docs/identity.md); what is left out is as if nobody had been asked.</summary>
/// <param name="PeerId">The peer's id.</param>
/// <param name="Account">Whose peer it is.</param>
/// <param name="ExpiresAt">When it ends (RFC 3339).</param>
/// <param name="TtlSeconds">The same, counted from now.</param>
/// <param name="Rights">What it may do.</param>
/// <param name="IceServers">Its ICE servers, in place of the gateway's.</param>
internal sealed record WebhookAnswer(
    string? PeerId = null,
    string? Account = null,
    string? ExpiresAt = null,
    long? TtlSeconds = null,
    WebhookAnswer.SendRightsText? Rights = null,
    WebhookAnswer.IceServerText[]? IceServers = null)
{
    /// <summary>Whom it may send to, and how fast.</summary>
    /// <param name="Targets">Patterns of ids.</param>
    /// <param name="MessagesPerSecond">Messages in a second.</param>
    /// <param name="BytesPerSecond">Bytes in a second.</param>
    internal sealed record SendRightsText(string[]? Targets = null, int? MessagesPerSecond = null, int? BytesPerSecond = null);

    /// <summary>One ICE server.</summary>
    /// <param name="Urls">Its URLs.</param>
    /// <param name="Username">The user name.</param>
    /// <param name="Credential">The password.</param>
    internal sealed record IceServerText(string[] Urls, string? Username = null, string? Credential = null);
}
