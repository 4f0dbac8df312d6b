using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SignalFire.Gateway.Connections;

/// <summary>A text in an outbox; with a <paramref name="Seq"/> that is written into it, or as it is. Its <paramref name="Span"/>, if it has one, ends when it is written.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutboxEntry(byte[] Text, long Seq, int SeqAt, bool HasSeq, bool IsAnswer = false, Activity? Span = null)
{
    /// <summary>An answer to the peer's own message.</summary>
    public static OutboxEntry Answer(byte[] text) => new(text, Seq: 0, SeqAt: 0, HasSeq: false, IsAnswer: true);
}
