using Microsoft.Extensions.Options;
using SignalFire.Gateway.Limits;

namespace SignalFire.Gateway.Connections;

/// <summary>What all outboxes may hold together: each has its bound, and thousands that are almost full would be more than there is memory for.</summary>
internal sealed partial class OutboxBudget(ConnectionTable connections, IOptions<GatewayOptions> options, TimeProvider time, ILogger<OutboxBudget> logger) : IThreadPoolWorkItem
{
    private readonly long _most = options.Value.TotalOutboxBytes;
    private readonly SeldomReport _over = new(TimeSpan.FromSeconds(10), time);
    private long _held;
    private int _relieving;

    /// <summary>What they hold, in bytes.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>Notes that an outbox holds more, or less. Never refuses: who asks is most often not who holds the most.</summary>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) > _most && bytes > 0 && Interlocked.Exchange(ref _relieving, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            Relieve();
        }
        finally
        {
            Volatile.Write(ref _relieving, 0);
        }
    }

    /// <summary>Gives up the peers for whom most waits, until an eighth is free: so that it takes a while until they are looked through again.</summary>
    private void Relieve()
    {
        var holders = connections.All
            .Select(static connection => (Connection: connection, Held: connection.OutboxHeld))
            .Where(static holder => holder.Held > 0)
            .OrderByDescending(static holder => holder.Held)
            .ToArray();
        // By what they held just now: what is being written to a peer that takes nothing is free only when its connection has ended.
        var left = holders.Sum(static holder => holder.Held);
        var closed = 0;
        for (; closed < holders.Length && left > _most - (_most / 8); closed++)
        {
            holders[closed].Connection.GiveUp();
            left -= holders[closed].Held;
        }

        if (_over.IsDue(out _))
        {
            LogOver(_most, closed);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "More waits for peers that read slowly than {Most} bytes (SignalFire:Gateway:TotalOutboxBytes): those for whom most waits are closed with 4008, {Closed} now.")]
    private partial void LogOver(long most, int closed);
}
