using System.Globalization;
using System.Text.Json;
using SignalFire.Gateway.Ice;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Reads what the service granted. What is not exactly as documented grants nothing.</summary>
internal static class WebhookGrant
{
    private const int MaxTextLength = 512;
    private const int MaxTargets = 1000;
    private const int MaxIceServers = 32;
    private const long MaxTtlSeconds = 10L * 365 * 24 * 60 * 60;

    private static readonly string[] Members = ["peerId", "account", "expiresAt", "ttlSeconds", "rights", "iceServers"];
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body of a 200.</param>
    /// <param name="now">When it came.</param>
    /// <param name="fault">What is wrong with it, never with anything of its own words: they may be the token's.</param>
    /// <returns>Who the peer is; null for an answer that is wrong.</returns>
    public static PeerIdentity? Read(ReadOnlySpan<byte> body, DateTimeOffset now, out string? fault)
    {
        if (Parse(body, out fault) is not { } answer)
        {
            return null;
        }

        PeerId peer = default;
        DateTimeOffset? expiresAt = null;
        fault = answer.PeerId is not null && !PeerId.TryParse(answer.PeerId, out peer) ? "'peerId' can't be a peer's id"
            : answer.Account is { } account && (!IsText(account) || account.Any(char.IsControl)) ? $"'account' is not a text of 1 to {MaxTextLength} characters"
            : FaultOfExpiry(answer, now, out expiresAt) ?? FaultOf(answer.Rights) ?? FaultOf(answer.IceServers);
        return fault is not null ? null : new PeerIdentity
        {
            PeerId = answer.PeerId is null ? null : peer,
            Account = answer.Account,
            ExpiresAt = expiresAt,
            Rights = answer.Rights is not { } rights ? SendRights.All : new SendRights
            {
                Targets = rights.Targets,
                MessagesPerSecond = rights.MessagesPerSecond,
                BytesPerSecond = rights.BytesPerSecond,
            },
            IceServers = answer.IceServers?.Select(server => new IceServer(server.Urls, server.Username, server.Credential)).ToArray(),
        };
    }

    private static WebhookAnswer? Parse(ReadOnlySpan<byte> body, out string? fault)
    {
        fault = "it is not a JSON object with members that are known";
        try
        {
            return JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookAnswer);
        }
        catch (JsonException wrong)
        {
            if (Members.FirstOrDefault(member => wrong.Path?.StartsWith($"$.{member}", StringComparison.Ordinal) is true) is { } member)
            {
                fault = $"'{member}' is not as it should be";
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
            return null;
        }
    }

    private static string? FaultOfExpiry(WebhookAnswer answer, DateTimeOffset now, out DateTimeOffset? expiresAt)
    {
        expiresAt = null;
        switch (answer)
        {
            case { ExpiresAt: null, TtlSeconds: null }:
                return null;
            case { ExpiresAt: null, TtlSeconds: >= 1 and <= MaxTtlSeconds }:
                expiresAt = now.AddSeconds(answer.TtlSeconds.Value);
                return null;
            case { ExpiresAt: { } text, TtlSeconds: null } when DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at):
                expiresAt = at;
                return at > now ? null : "'expiresAt' has passed";
            default:
                return "there is one of 'expiresAt', a time with its offset, and 'ttlSeconds', an integer from 1 on, or none";
        }
    }

    private static string? FaultOf(WebhookAnswer.SendRightsText? rights) => rights switch
    {
        { MessagesPerSecond: < 1 } or { BytesPerSecond: < 1 } => "'rights' has limits below 1",
        { Targets: { } targets } when targets.Length > MaxTargets || !targets.All(IsText) => $"'rights' has more than {MaxTargets} targets, or one that is no pattern",
        _ => null,
    };

    private static string? FaultOf(WebhookAnswer.IceServerText[]? servers) =>
        servers is null || (servers.Length <= MaxIceServers && Array.TrueForAll(servers, IsGood)) ? null : "'iceServers' has one that browsers don't take, or too many";

    private static bool IsGood(WebhookAnswer.IceServerText? server) =>
        server is { Urls.Length: <= MaxIceServers, Username: not { Length: > MaxTextLength }, Credential: not { Length: > MaxTextLength } }
        && server.Urls.All(IsText)
        && IceServerCheck.FaultOf(new IceServer(server.Urls, server.Username, server.Credential)) is null;

    private static bool IsText(string? text) => text is { Length: > 0 and <= MaxTextLength };
}
