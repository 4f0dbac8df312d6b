using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignalFire.Grains;

namespace SignalFire.Gateway.Protocol;

/// <summary>The messages that a gateway says on its own account.</summary>
internal static class GatewayMessage
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first message: who the peer is.</summary>
    public static byte[] Id(PeerId peer) => Write(peer, static (json, peer) =>
    {
        json.WriteString("type"u8, "id"u8);
        json.WriteString("peerId"u8, peer.Value);
    });

    /// <summary>The message could not be honoured.</summary>
    public static byte[] Error(Fault fault) => Write(fault, static (json, fault) => WriteError(json, fault.Code, fault.Message));

    /// <summary>The target is not there.</summary>
    public static byte[] PeerUnknown(PeerId target) => Write(target, static (json, target) =>
    {
        WriteError(json, ErrorCode.PeerUnknown, $"No peer '{target}' is connected.");
        json.WriteString("peerId"u8, target.Value);
    });

    /// <summary>The target could not be reached in time.</summary>
    public static byte[] Unavailable(PeerId target, TimeSpan retryAfter) => Write((target, retryAfter), static (json, state) =>
    {
        WriteError(json, ErrorCode.Unavailable, $"The peer '{state.target}' could not be reached in time.");
        json.WriteString("peerId"u8, state.target.Value);
        json.WriteNumber("retryAfterMs"u8, (long)state.retryAfter.TotalMilliseconds);
    });

    private static void WriteError(Utf8JsonWriter json, string code, string message)
    {
        json.WriteString("type"u8, "error"u8);
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
    }

    private static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json, state);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
