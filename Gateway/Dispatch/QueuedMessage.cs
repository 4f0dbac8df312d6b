using System.Runtime.InteropServices;

namespace SignalFire.Gateway.Dispatch;

/// <summary>A message in the queue of one target.</summary>
/// <param name="Text">The text that the target gets.</param>
/// <param name="HasSeq">Whether it has a <c>seq</c> of the sender's own.</param>
/// <param name="Answer">The answer that the sender asked for, if it did.</param>
/// <param name="ReadAt">When it was read, as a timestamp.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueuedMessage(byte[] Text, bool HasSeq = false, SendAnswer? Answer = null, long ReadAt = 0)
{
    /// <summary>What it costs besides its text, about: its places in queues, its answer, its part of a call.</summary>
    private const int Overhead = 256;

    /// <summary>What it counts for among all that waits of its sender, in bytes.</summary>
    public int Cost => Text.Length + Overhead + (Answer?.Reference.Length ?? 0);
}
