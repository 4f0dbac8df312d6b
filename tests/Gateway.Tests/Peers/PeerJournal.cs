using System.Collections.Concurrent;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Peers;

/// <summary>Writes down which peers came and left: the events that tests wait for.</summary>
internal sealed class PeerJournal : IPeerObserver
{
    private readonly ConcurrentQueue<string> _events = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CloseReason>> _removed = new(StringComparer.Ordinal);

    /// <summary>All events, in order: <c>added bob</c>, <c>removed bob 1000</c>.</summary>
    public IReadOnlyCollection<string> Events => _events;

    /// <summary>The events of one peer.</summary>
    public string[] Of(string peer) => [.. _events.Where(text => $"{text} ".Contains($" {peer} ", StringComparison.Ordinal))];

    /// <summary>Waits until a peer has left for the first time.</summary>
    public Task<CloseReason> RemovedAsync(string peer) => Removal(peer).Task.Within($"the removal of peer '{peer}'");

    public ValueTask PeerAddedAsync(PeerId peer)
    {
        _events.Enqueue($"added {peer}");
        return ValueTask.CompletedTask;
    }

    public ValueTask PeerRemovedAsync(PeerId peer, CloseReason reason)
    {
        _events.Enqueue($"removed {peer} {(int)reason.Code}");
        Removal(peer.Value).TrySetResult(reason);
        return ValueTask.CompletedTask;
    }

    private TaskCompletionSource<CloseReason> Removal(string peer) =>
        _removed.GetOrAdd(peer, _ => new TaskCompletionSource<CloseReason>(TaskCreationOptions.RunContinuationsAsynchronously));
}
