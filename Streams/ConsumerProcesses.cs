using System.Collections.Concurrent;

namespace SignalFire.Streams;

/// <summary>The processes that consume streams of this silo.</summary>
internal sealed class ConsumerProcesses
{
    private readonly ConcurrentDictionary<Guid, ConsumerProcess> _processes = new();

    public ICollection<ConsumerProcess> All => _processes.Values;

    /// <summary>Notes that a process subscribed at a hub.</summary>
    public ConsumerProcess Add(PushStreamHub hub, Guid id, IPushConsumer consumer)
    {
        while (true)
        {
            var process = _processes.GetOrAdd(id, static (id, consumer) => new ConsumerProcess(id, consumer), consumer);
            if (process.TryAdd(hub))
            {
                return process;
            }

            Remove(process);
        }
    }

    public void Remove(ConsumerProcess process) => _processes.TryRemove(KeyValuePair.Create(process.Id, process));
}
