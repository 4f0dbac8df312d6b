using System.Runtime.InteropServices;

namespace SignalFire.Gateway.Connections;

/// <summary>What was read of a socket and became nothing that anybody heard: pongs that nobody asked for, which a WebSocket swallows by itself.</summary>
/// <remarks>
/// Frames are not looked into again: what messages and pings do not explain of what was read is the rest. A message is read in pieces before it is heard, so as much
/// as one message may be open, once. The WebSocket may read by itself while its reader is at work, to see a pong; so each of the two has a number of its own.
/// </remarks>
/// <param name="open">How much may be read that is not heard yet, in bytes: the longest message, and what is read behind it.</param>
[StructLayout(LayoutKind.Auto)]
internal struct UnheardBytes(int open)
{
    /// <summary>The longest head of a frame, and the longest payload of a control frame (RFC 6455, sections 5.2 and 5.5).</summary>
    private const int FrameHead = 14;
    private const int ControlPayload = 125;

    private long _heard;
    private long _settled;
    private long _open;

    /// <summary>The reader was given a piece of a message.</summary>
    public void Hear(int bytes) => Volatile.Write(ref _heard, _heard + FrameHead + bytes);

    /// <summary>While it is read: a ping is answered.</summary>
    public void HearPing() => _settled -= FrameHead + ControlPayload;

    /// <summary>While it is read: takes what nobody heard of what was read since the last time, beyond what may be open.</summary>
    /// <param name="read">How much was read since then.</param>
    /// <returns>None where more was heard; that is no credit for later.</returns>
    public int Take(int read)
    {
        var heard = Volatile.Read(ref _heard);
        var unheard = Math.Max(_open + read - (heard - _settled), 0);
        _settled = heard;
        _open = Math.Min(unheard, open);
        return (int)(unheard - _open);
    }
}
