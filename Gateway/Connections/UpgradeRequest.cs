using System.Globalization;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>What a peer asks for when it connects (docs/protocol.md, section 1).</summary>
/// <param name="Form">The form of the protocol.</param>
/// <param name="ResumeToken">The token of the session it wants back; null for a new one.</param>
/// <param name="Seen">The last message it has seen of that session.</param>
/// <param name="ProposedId">The id that it would like to have, where that is allowed; null for any.</param>
internal sealed record UpgradeRequest(WireForm Form, string? ResumeToken, long Seen, PeerId? ProposedId)
{
    /// <summary>Reads a request; null when it can't be honoured, whoever asks.</summary>
    /// <param name="context">The request.</param>
    /// <param name="allowProposedIds">Whether a peer may propose its id.</param>
    /// <param name="refuse">Answers it then.</param>
    public static UpgradeRequest? Read(HttpContext context, bool allowProposedIds, out Func<HttpContext, Task> refuse)
    {
        refuse = Refusal.UpgradeRequiredAsync;
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return null;
        }

        refuse = Refusal.UnknownSubprotocolAsync;
        if (!SubprotocolChoice.TryChoose(context.WebSockets.WebSocketRequestedProtocols, out var form))
        {
            return null;
        }

        refuse = Refusal.BadSeqAsync;
        if (!TryReadSeen(context.Request.Query, out var seen))
        {
            return null;
        }

        refuse = Refusal.BadPeerIdAsync;
        PeerId? proposed = null;
        if (allowProposedIds && context.Request.Query.TryGetValue("peerId", out var text))
        {
            if (!ProposedPeerId.TryParse(text, out var id))
            {
                return null;
            }

            proposed = id;
        }

        return new UpgradeRequest(form, form is WireForm.V1 ? (string?)context.Request.Query["resume"] : null, seen, proposed);
    }

    private static bool TryReadSeen(IQueryCollection query, out long seen)
    {
        seen = 0;
        return !query.TryGetValue("seq", out var text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seen) && seen <= ControlMessage.MaxSeq);
    }
}
