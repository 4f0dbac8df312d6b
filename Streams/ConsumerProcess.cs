namespace SignalFire.Streams;

/// <summary>A process that consumes streams of this silo, and the hubs it subscribed to.</summary>
internal sealed class ConsumerProcess(Guid id, IPushConsumer consumer)
{
    private readonly HashSet<PushStreamHub> _hubs = [];
    private bool _closed;

    public Guid Id { get; } = id;

    /// <summary>Reaches the process by a message.</summary>
    public IPushConsumer Consumer { get; } = consumer;

    /// <summary>The last ping, under way or done; only the monitor touches it.</summary>
    public Task Ping { get; set; } = Task.CompletedTask;

    /// <summary>Pings in a row that failed; only the monitor touches it.</summary>
    public int MissedPings { get; set; }

    /// <returns>False when this process has been given up: ask for a new one.</returns>
    public bool TryAdd(PushStreamHub hub)
    {
        lock (_hubs)
        {
            if (!_closed)
            {
                _hubs.Add(hub);
            }

            return !_closed;
        }
    }

    public void Remove(PushStreamHub hub)
    {
        lock (_hubs)
        {
            _hubs.Remove(hub);
        }
    }

    /// <summary>Gives the process up if no hub needs it.</summary>
    public bool TryCloseIdle()
    {
        lock (_hubs)
        {
            return _closed = _closed || _hubs.Count == 0;
        }
    }

    /// <summary>Gives the process up.</summary>
    /// <returns>The hubs it subscribed to.</returns>
    public PushStreamHub[] Close()
    {
        lock (_hubs)
        {
            _closed = true;
            PushStreamHub[] hubs = [.. _hubs];
            _hubs.Clear();
            return hubs;
        }
    }
}
