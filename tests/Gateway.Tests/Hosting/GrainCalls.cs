using System.Collections.Concurrent;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>Tells tests of calls to grains that have ended: what the cluster knows by then.</summary>
internal sealed class GrainCalls : IIncomingGrainCallFilter
{
    private const string DetachedAgain = nameof(IPeerGrain.DetachAsync) + " again";

    private readonly ConcurrentDictionary<(string Method, string Peer), SemaphoreSlim> _ended = new();

    private readonly ConcurrentDictionary<string, AttachRequest> _attached = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Peer, long Epoch), bool> _detached = new();

    /// <summary>How a peer was attached for the first time.</summary>
    public AttachRequest AttachOf(string peer) => _attached[peer];

    /// <summary>Waits for the first detach of the next attachment of this peer: it may be asked for again, to learn whether the peer came back.</summary>
    public Task DetachedAsync(string peer) => EndedAsync(nameof(IPeerGrain.DetachAsync), peer);

    /// <summary>Waits for the next time that an attachment of this peer is detached which was detached already.</summary>
    public Task DetachedAgainAsync(string peer) => EndedAsync(DetachedAgain, peer);

    /// <summary>Waits for the end of the next call of this method to this peer; each is told of once.</summary>
    public Task EndedAsync(string method, string peer) => Ends(method, peer).WaitAsync().Within($"a call of {method} to peer '{peer}'");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName is nameof(IPeerGrain.AttachAsync))
        {
            _attached.TryAdd(context.TargetId.Key.ToString()!, (AttachRequest)context.Request.GetArgument(0)!);
        }

        await context.Invoke();
        if (context.MethodName is { } method)
        {
            var peer = context.TargetId.Key.ToString()!;
            var isAgain = method is nameof(IPeerGrain.DetachAsync) && !_detached.TryAdd((peer, (long)context.Request.GetArgument(0)!), true);
            Ends(isAgain ? DetachedAgain : method, peer).Release();
        }
    }

    private SemaphoreSlim Ends(string method, string peer) => _ended.GetOrAdd((method, peer), _ => new SemaphoreSlim(0));
}
