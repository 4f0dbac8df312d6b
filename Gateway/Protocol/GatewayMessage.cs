using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignalFire.Gateway.Ice;
using SignalFire.Grains;

namespace SignalFire.Gateway.Protocol;

/// <summary>The messages that a gateway says on its own account.</summary>
/// <remarks>A <c>reference</c> is the raw JSON value of the <c>ref</c> that is answered, empty where there is none.</remarks>
internal static class GatewayMessage
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first message: who the peer is.</summary>
    public static byte[] Id(PeerId peer)
    {
        var json = Begin("id"u8, out var buffer);
        json.WriteString("peerId"u8, peer.Value);
        return End(json, buffer);
    }

    /// <summary>The first message in v1: who the peer is, and how it comes back.</summary>
    /// <param name="peer">Who the peer is.</param>
    /// <param name="resumeToken">What to resume with.</param>
    /// <param name="grace">How long it may be away.</param>
    /// <param name="resumed">Whether it is the peer that it was before.</param>
    /// <param name="gap">Whether messages between the last that it has seen and the first that it gets are lost.</param>
    /// <param name="maxMessageBytes">How long its messages may be.</param>
    /// <param name="ice">The ICE servers that it may use.</param>
    public static byte[] Id(PeerId peer, string resumeToken, TimeSpan grace, bool resumed, bool gap, int maxMessageBytes, IceOffer ice)
    {
        var json = Begin("id"u8, out var buffer);
        json.WriteString("peerId"u8, peer.Value);
        json.WriteString("resumeToken"u8, resumeToken);
        json.WriteNumber("graceSeconds"u8, grace.TotalSeconds);
        json.WriteBoolean("resumed"u8, resumed);
        if (gap)
        {
            json.WriteBoolean("gap"u8, gap);
        }

        json.WriteNumber("maxMessageBytes"u8, maxMessageBytes);
        WriteIceServers(json, ice);
        return End(json, buffer);
    }

    /// <summary>The message is with its target, or with all of them.</summary>
    public static byte[] Ack(ReadOnlySpan<byte> reference) => Answer("{\"type\":\"ack\",\"ref\":"u8, reference);

    /// <summary>The message is with its targets but for those that failed.</summary>
    public static byte[] Ack(ReadOnlySpan<byte> reference, IReadOnlyList<(PeerId Target, string Code)> failed)
    {
        if (failed.Count == 0)
        {
            return Ack(reference);
        }

        var json = Begin("ack"u8, out var buffer, reference);
        json.WriteStartArray("failed"u8);
        foreach (var (target, code) in failed)
        {
            json.WriteStartObject();
            json.WriteString("peerId"u8, target.Value);
            json.WriteString("code"u8, code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return End(json, buffer);
    }

    /// <summary>The message could not be honoured.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="reference">The <c>ref</c> that is answered.</param>
    /// <param name="retryAfter">When to try again, told where that may help.</param>
    public static byte[] Error(Fault fault, ReadOnlySpan<byte> reference = default, TimeSpan retryAfter = default)
    {
        var json = BeginError(fault.Code, fault.Message, out var buffer, reference);
        WriteRetryAfter(json, fault.Code, retryAfter);
        return End(json, buffer);
    }

    /// <summary>The message was not delivered to one of its targets.</summary>
    /// <param name="target">Who did not get it.</param>
    /// <param name="outcome">Why.</param>
    /// <param name="retryAfter">When to try again, told where that may help.</param>
    /// <param name="reference">The <c>ref</c> that is answered.</param>
    public static byte[] Refused(PeerId target, DeliveryOutcome outcome, TimeSpan retryAfter, ReadOnlySpan<byte> reference = default)
    {
        var code = ErrorCode.Of(outcome);
        var json = BeginError(code, Sentence(code, target), out var buffer, reference);
        json.WriteString("peerId"u8, target.Value);
        WriteRetryAfter(json, code, retryAfter);
        return End(json, buffer);
    }

    /// <summary>Somebody is there.</summary>
    public static byte[] Pong(ReadOnlySpan<byte> reference = default) =>
        reference.IsEmpty ? "{\"type\":\"pong\"}"u8.ToArray() : Answer("{\"type\":\"pong\",\"ref\":"u8, reference);

    /// <summary>The gateway leaves: come back, to any, in a while.</summary>
    public static byte[] Reconnect(TimeSpan after)
    {
        var json = Begin("reconnect"u8, out var buffer);
        json.WriteNumber("afterMs"u8, (long)after.TotalMilliseconds);
        return End(json, buffer);
    }

    /// <summary>The ICE servers that the peer may use, with fresh credentials.</summary>
    public static byte[] IceServers(IceOffer offer, ReadOnlySpan<byte> reference = default)
    {
        var json = Begin("ice-servers"u8, out var buffer, reference);
        WriteIceServers(json, offer);
        return End(json, buffer);
    }

    private static string Sentence(string code, PeerId target) => code switch
    {
        ErrorCode.PeerUnknown => $"No peer '{target}' is connected.",
        ErrorCode.PeerGone => $"The peer '{target}' lost its connection and did not come back in time.",
        ErrorCode.Denied => $"This peer may not send to '{target}'.",
        ErrorCode.MailboxFull => $"The peer '{target}' lost its connection, and no more messages can wait for it.",
        _ => $"The peer '{target}' could not be reached in time.",
    };

    /// <summary>An answer of nothing but a <c>ref</c>, in one array of exact size: there is one for every send.</summary>
    private static byte[] Answer(ReadOnlySpan<byte> beginning, ReadOnlySpan<byte> reference)
    {
        var text = GC.AllocateUninitializedArray<byte>(beginning.Length + reference.Length + 1);
        beginning.CopyTo(text);
        reference.CopyTo(text.AsSpan(beginning.Length));
        text[^1] = (byte)'}';
        return text;
    }

    private static Utf8JsonWriter Begin(ReadOnlySpan<byte> type, out ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> reference = default)
    {
        buffer = new ArrayBufferWriter<byte>(256);
        var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        if (!reference.IsEmpty)
        {
            json.WritePropertyName("ref"u8);
            json.WriteRawValue(reference, skipInputValidation: true);
        }

        return json;
    }

    private static void WriteIceServers(Utf8JsonWriter json, IceOffer offer)
    {
        json.WriteStartArray("iceServers"u8);
        foreach (var server in offer.Servers)
        {
            json.WriteStartObject();
            json.WriteStartArray("urls"u8);
            foreach (var url in server.Urls)
            {
                json.WriteStringValue(url);
            }

            json.WriteEndArray();
            if (server.Username is { } username)
            {
                json.WriteString("username"u8, username);
            }

            if (server.Credential is { } credential)
            {
                json.WriteString("credential"u8, credential);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (offer.GoodFor is { } goodFor)
        {
            json.WriteNumber("ttlSeconds"u8, (long)Math.Max(0, goodFor.TotalSeconds));
        }
    }

    private static void WriteRetryAfter(Utf8JsonWriter json, string code, TimeSpan retryAfter)
    {
        if (code is ErrorCode.Unavailable or ErrorCode.RateLimited)
        {
            json.WriteNumber("retryAfterMs"u8, (long)Math.Ceiling(retryAfter.TotalMilliseconds));
        }
    }

    private static Utf8JsonWriter BeginError(string code, string message, out ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> reference)
    {
        var json = Begin("error"u8, out buffer, reference);
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        return json;
    }

    private static byte[] End(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.WriteEndObject();
        json.Dispose();
        return buffer.WrittenSpan.ToArray();
    }
}
