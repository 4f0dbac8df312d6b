using System.Collections.Concurrent;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>Tells tests of calls to grains that have ended: what the cluster knows by then.</summary>
internal sealed class GrainCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Method, string Peer), SemaphoreSlim> _ended = new();

    /// <summary>Waits for the end of the next call of this method to this peer; each is told of once.</summary>
    public Task EndedAsync(string method, string peer) => Ends(method, peer).WaitAsync().Within($"a call of {method} to peer '{peer}'");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.MethodName is { } method)
        {
            Ends(method, context.TargetId.Key.ToString()!).Release();
        }
    }

    private SemaphoreSlim Ends(string method, string peer) => _ended.GetOrAdd((method, peer), _ => new SemaphoreSlim(0));
}
