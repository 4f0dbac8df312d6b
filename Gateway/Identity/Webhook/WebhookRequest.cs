using System.Text.Json.Serialization;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>What the service is asked (docs/identity.md).</summary>
/// <param name="Event">What happens: <c>connect</c> or <c>renew</c>.</param>
/// <param name="Token">The peer's token; null without one.</param>
/// <param name="Query">The query values of the upgrade request, without those that are secret.</param>
/// <param name="Address">Where the peer is, as far as the gateway can tell.</param>
/// <param name="Origin">The origin of the page that connects, where a browser does.</param>
/// <param name="PeerId">Whose token is renewed.</param>
/// <param name="Account">Of which account it is.</param>
internal sealed record WebhookRequest(
    string Event,
    string? Token,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string?[]>? Query = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Address = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Origin = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PeerId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Account = null)
{
    // "seq" belongs to "resume".
    private static readonly string[] Withheld = ["access_token", "resume", "seq"];

    /// <summary>A peer asks to connect.</summary>
    public static WebhookRequest OfConnect(HttpContext context) => new(
        "connect",
        AccessToken.Of(context),
        context.Request.Query
            .Where(value => !Withheld.Contains(value.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(value => value.Key, value => value.Value.ToArray(), StringComparer.Ordinal),
        AddressOf(context),
        context.Request.Headers.Origin is [{ } origin] ? origin : null);

    /// <summary>A peer that is connected brings a new token.</summary>
    public static WebhookRequest OfRenewal(Grains.PeerId peer, PeerIdentity identity, string token) =>
        new("renew", token, PeerId: peer.Value, Account: identity.Account);

    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
