namespace SignalFire.Streams;

/// <summary>A process that consumes streams of this silo, and what it subscribed to.</summary>
internal sealed class ConsumerProcess(Guid id, IPushConsumer consumer)
{
    private readonly Dictionary<Guid, PushStreamHub> _hubs = [];
    private readonly List<Guid> _arrived = [];
    private SubscriptionDigest _held;
    private bool _closed;

    public Guid Id { get; } = id;

    /// <summary>Reaches the process by a message.</summary>
    public IPushConsumer Consumer { get; } = consumer;

    /// <summary>The last ping, under way or done; only the monitor touches it.</summary>
    public Task Ping { get; set; } = Task.CompletedTask;

    /// <summary>Pings in a row that failed; only the monitor touches it.</summary>
    public int MissedPings { get; set; }

    /// <returns>False when this process has been given up: ask for a new one.</returns>
    public bool TryAdd(PushStreamHub hub, Guid subscriptionId, bool arrived)
    {
        lock (_hubs)
        {
            if (_closed)
            {
                return false;
            }

            if (_hubs.TryAdd(subscriptionId, hub))
            {
                _held = _held.With(subscriptionId);
            }
            else
            {
                // Of an activation that did not leave in time.
                _hubs[subscriptionId] = hub;
            }

            if (arrived)
            {
                _arrived.Add(subscriptionId);
            }

            return true;
        }
    }

    public void Remove(PushStreamHub hub, Guid subscriptionId)
    {
        lock (_hubs)
        {
            if (_hubs.TryGetValue(subscriptionId, out var holder) && holder == hub)
            {
                _hubs.Remove(subscriptionId);
                _held = _held.Without(subscriptionId);
            }
        }
    }

    /// <summary>The hub that holds a subscription.</summary>
    public PushStreamHub? HubOf(Guid subscriptionId)
    {
        lock (_hubs)
        {
            return _hubs.GetValueOrDefault(subscriptionId);
        }
    }

    /// <summary>What to tell the process now.</summary>
    public HubPing NewPing(Guid hubProcessId)
    {
        lock (_hubs)
        {
            return new HubPing(hubProcessId, _held, [.. _arrived]);
        }
    }

    /// <summary>Notes that the process knows what a ping said.</summary>
    public void Answered(HubPing ping)
    {
        lock (_hubs)
        {
            _arrived.RemoveRange(0, ping.Arrived.Length);
        }
    }

    /// <summary>All that it subscribed to.</summary>
    public Guid[] Subscriptions()
    {
        lock (_hubs)
        {
            return [.. _hubs.Keys];
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
            PushStreamHub[] hubs = [.. _hubs.Values.Distinct()];
            _hubs.Clear();
            _held = default;
            return hubs;
        }
    }
}
