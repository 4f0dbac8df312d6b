using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Where a connection's messages come from: the peer, and what its envelopes are named by.</summary>
internal sealed class MessageSource(PeerId sender, ConnectionId connection, Func<long> epoch)
{
    private long _number;
    private int _underWay;
    private TaskCompletionSource? _settled;

    /// <summary>Makes the texts that targets get.</summary>
    public DeliveredText Text { get; } = new(sender);

    /// <summary>Names an envelope; numbers grow, and are never used again, so that a repeated call is recognised.</summary>
    public Envelope Seal(byte[][] texts, bool hasSeq, long after) =>
        new(sender, connection, Interlocked.Increment(ref _number), texts)
        {
            SeqAt = Text.SeqAt,
            HasSeq = hasSeq,
            After = after,
            SenderEpoch = epoch(),
        };

    /// <summary>Counts a message as under way.</summary>
    public void Begin() => Interlocked.Increment(ref _underWay);

    /// <summary>Counts messages as answered, or held by the cluster.</summary>
    public void End(int messages)
    {
        if (Interlocked.Add(ref _underWay, -messages) == 0)
        {
            Volatile.Read(ref _settled)?.TrySetResult();
        }
    }

    /// <summary>Waits until no message is under way; nothing may begin meanwhile.</summary>
    public Task SettledAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _settled, settled);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _underWay) == 0)
        {
            settled.TrySetResult();
        }

        return settled.Task;
    }
}
