using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Reads why the service refuses a peer.</summary>
internal static class WebhookReason
{
    /// <summary>What a peer is told at most, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The reason, fit to be passed on; null where the body has none: then it is not the service's word on a peer, but a proxy's, say, or one on the gateway's secret.</summary>
    public static string? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WebhookRefusalJson.Default.WebhookRefusal) is { Reason: var reason } ? Clean(reason) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Clean(string reason)
    {
        var clean = new StringBuilder();
        foreach (var rune in reason.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            if (!IsHidden(Rune.GetUnicodeCategory(rune)))
            {
                clean.Append(rune);
            }
        }

        return clean.Length > 0 ? clean.ToString() : "The host of this gateway does not let you in.";
    }

    private static bool IsHidden(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
