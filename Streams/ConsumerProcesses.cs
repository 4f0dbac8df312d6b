using System.Collections.Concurrent;

namespace SignalFire.Streams;

/// <summary>The processes that consume streams of this silo.</summary>
internal sealed class ConsumerProcesses
{
    private readonly ConcurrentDictionary<Guid, ConsumerProcess> _processes = new();

    /// <summary>Tells this silo's process from all others, to those that consume.</summary>
    public Guid HubProcessId { get; } = Guid.NewGuid();

    public ICollection<ConsumerProcess> All => _processes.Values;

    /// <summary>Notes that a process subscribed at a hub.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="subscription">What the process subscribed.</param>
    /// <param name="arrived">Whether it came with an activation from another silo, so that the process does not know where it is.</param>
    public ConsumerProcess Add(PushStreamHub hub, PushSubscription subscription, bool arrived)
    {
        while (true)
        {
            var process = _processes.GetOrAdd(
                subscription.ProcessId, static (id, consumer) => new ConsumerProcess(id, consumer), subscription.Consumer);
            if (process.TryAdd(hub, subscription.Id, arrived))
            {
                return process;
            }

            Remove(process);
        }
    }

    public void Remove(ConsumerProcess process) => _processes.TryRemove(KeyValuePair.Create(process.Id, process));
}
