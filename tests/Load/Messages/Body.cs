using System.Text;

namespace SignalFire.Load.Messages;

/// <summary>The part of a message that nobody on the way reads: what precedes the filling, the filling, what ends it.</summary>
internal sealed record Body(string Type, string Head, string Pattern, string Tail)
{
    public static Body Plain { get; } = new("x", "\"pad\":\"", "x", "\"}");

    public static Body Offer { get; } = new("offer", "\"sdp\":{\"type\":\"offer\",\"sdp\":\"", Sdp, "\"}}");

    public static Body Answer { get; } = new("answer", "\"sdp\":{\"type\":\"answer\",\"sdp\":\"", Sdp, "\"}}");

    public static Body Candidate { get; } = new(
        "ice", "\"candidate\":{\"sdpMid\":\"0\",\"candidate\":\"candidate:1 1 udp 2122260223 ", "x", "\"}}");

    // An SDP is lines, and in JSON each line ends in escapes: they are what makes it slower to scan than padding.
    private static string Sdp => "a=rtpmap:111 opus/48000/2\\r\\na=rtcp-fb:111 transport-cc\\r\\n";

    public string Text(int length)
    {
        int filling = length - Head.Length - Tail.Length;
        if (filling < 0)
        {
            throw new LoadException(Invariant($"A message of this size has no room for its content; make it {-filling} bytes bigger."));
        }

        StringBuilder text = new(Head, length);
        text.Insert(text.Length, Pattern, filling / Pattern.Length);
        return text.Append('x', filling % Pattern.Length).Append(Tail).ToString();
    }
}
