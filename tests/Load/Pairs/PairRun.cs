using System.Diagnostics;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Messages;

namespace SignalFire.Load.Pairs;

/// <summary>Pairs whose one end sends to the other: what the throughput and latency runs have in common.</summary>
internal sealed class PairRun<TEnd>(Servers servers, int pairs, int size) : IAsyncDisposable
    where TEnd : IReceiver
{
    private const int OpenConcurrency = 64;

    private readonly ConnectionPool _connections = new(pairs * 2);
    private readonly Flow[] _flows = new Flow[pairs];
    private readonly TEnd[] _ends = new TEnd[pairs];
    private readonly Ledger _ledger = new();

    public IReadOnlyList<TEnd> Ends => _ends;

    public FlowSet Flows => new(_flows, _ledger);

    /// <summary>Connects all pairs; each sends a first message at once, and all of these have arrived on return.</summary>
    public async Task OpenAsync(Func<Flow, MessageTemplate, Ledger, TEnd> end, CancellationToken cancellation)
    {
        Progress.Say(Invariant($"connecting {pairs} pairs"));
        await _connections.OpenPairsAsync(servers.SenderGateway, servers.TargetGateway, OpenConcurrency, StartAsync, cancellation);
        await Flows.DrainAsync(cancellation);

        async ValueTask StartAsync(int index, Connection sender, Connection target)
        {
            MessageTemplate template = new(target.PeerId, Body.Plain, size, servers.Form is WireForm.Acks);
            Flow flow = new(sender, target, _ledger, servers.Form is not WireForm.Classic);
            _flows[index] = flow;
            _ends[index] = end(flow, template, _ledger);
            sender.Start(servers.Form is WireForm.Acks ? new AckedEnd(_ledger) : new SilentEnd(_ledger));
            target.Start(_ends[index]);
            await flow.SendAsync(template, Stopwatch.GetTimestamp());
        }
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();
}
