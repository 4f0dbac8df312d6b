using System.Net.WebSockets;

namespace SignalFire.Gateway.Protocol;

/// <summary>Why a gateway ends a connection (docs/protocol.md, section 4): 4000 to 4499 come back, 4500 to 4999 do not.</summary>
/// <param name="Code">The WebSocket close code (RFC 6455, section 7.4).</param>
/// <param name="Text">The reason text.</param>
public sealed record CloseReason(WebSocketCloseStatus Code, string Text)
{
    /// <summary>The peer asked for it.</summary>
    public static readonly CloseReason Normal = new(WebSocketCloseStatus.NormalClosure, "normal");

    /// <summary>The gateway stops.</summary>
    public static readonly CloseReason GatewayLeaving = new(WebSocketCloseStatus.EndpointUnavailable, "gateway leaving");

    /// <summary>A binary message.</summary>
    public static readonly CloseReason BinaryMessage = new(WebSocketCloseStatus.InvalidMessageType, "binary message");

    /// <summary>A message over the size limit.</summary>
    public static readonly CloseReason MessageTooBig = new(WebSocketCloseStatus.MessageTooBig, "message too big");

    /// <summary>The gateway asks its peers to move to another before it stops.</summary>
    public static readonly CloseReason Drain = new((WebSocketCloseStatus)1012, "drain");

    /// <summary>The connection broke, or its peer was silent for too long; no close frame was exchanged.</summary>
    public static readonly CloseReason Lost = new((WebSocketCloseStatus)1006, "lost");

    /// <summary>The peer does not read what it is sent.</summary>
    public static readonly CloseReason TooSlow = new((WebSocketCloseStatus)4008, "too-slow");

    /// <summary>The cluster can't go on with this connection, but with the session: the peer resumes it.</summary>
    public static readonly CloseReason Resume = new((WebSocketCloseStatus)4010, "resume");

    /// <summary>Too many messages in a row could not be honoured.</summary>
    public static readonly CloseReason BadMessages = new((WebSocketCloseStatus)4500, "bad-messages");

    /// <summary>Its identity has expired.</summary>
    public static readonly CloseReason Unauthorized = new((WebSocketCloseStatus)4501, "unauthorized");

    /// <summary>A newer connection took the peer.</summary>
    public static readonly CloseReason Replaced = new((WebSocketCloseStatus)4509, "replaced");
}
