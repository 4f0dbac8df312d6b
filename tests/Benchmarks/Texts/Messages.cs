using System.Text.Json.Nodes;

namespace SignalFire.Benchmarks.Texts;

/// <summary>The messages that are measured: what calls are made of, and the largest that a gateway takes unless told.</summary>
internal static class Messages
{
    public const string Bob = "Uakgb_J5m9g-0JDMbcJqL";

    /// <summary>A candidate of 300 bytes.</summary>
    public static Text Candidate { get; } = new("candidate", WithoutSender(Capture.Candidate, pad: 300));

    /// <summary>The first half of a real offer, some 3 KB: 40 escapes per KB, as in any SDP.</summary>
    public static Text Offer { get; } = new("offer", WithoutSender(Shortened(Capture.Offer, 3000), pad: 0));

    /// <summary>64 KB in one string, as a file's part in base64 would be.</summary>
    public static Text Large { get; } = new("large", $$"""{"peerId":"{{Bob}}","type":"chunk","data":"{{new string('Q', (64 * 1024) - 59)}}"}""");

    /// <summary>The same message with a <c>senderId</c> of the sender's own before all members.</summary>
    public static byte[] WithSenderFirst(byte[] text) => [.. "{\"senderId\":\"V1StGXR8_Z5jdHi6B-myT\","u8, .. text[1..]];

    /// <summary>The same message with a <c>senderId</c> of the sender's own before its last member.</summary>
    public static byte[] WithSenderInTheMiddle(byte[] text)
    {
        var comma = text.AsSpan().LastIndexOf(",\""u8);
        return [.. text[..comma], .. ",\"senderId\":\"V1StGXR8_Z5jdHi6B-myT\""u8, .. text[comma..]];
    }

    private static string WithoutSender(string text, int pad)
    {
        var message = JsonNode.Parse(text)!.AsObject();
        message.Remove("senderId");
        message["receiverId"] = Bob;
        var missing = pad - message.ToJsonString(Relaxed).Length - "\"call\":\"\",".Length;
        if (missing > 0)
        {
            message.Insert(0, "call", new string('c', missing));
        }

        return message.ToJsonString(Relaxed);
    }

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Shortened(string text, int length)
    {
        var message = JsonNode.Parse(text)!.AsObject();
        var sdp = (string)message["sdp"]!["sdp"]!;
        while (message.ToJsonString(Relaxed).Length > length)
        {
            sdp = sdp[..(sdp.LastIndexOf("\r\n", sdp.Length - 3, StringComparison.Ordinal) + 2)];
            message["sdp"]!["sdp"] = sdp;
        }

        return message.ToJsonString(Relaxed);
    }
}
