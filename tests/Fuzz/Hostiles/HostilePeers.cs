using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Control;
using SignalFire.Fuzz.Scripts;

namespace SignalFire.Fuzz.Hostiles;

/// <summary>So many hostile peers at a time, each playing one script after the other.</summary>
internal sealed class HostilePeers(int seed, int peers, TimeSpan patience, IGateway gateway, ControlPair pair, Strangers strangers, Evidence? evidence, Findings findings)
{
    private readonly int[] _scripts = new int[peers];
    private int _messages;

    public int Messages => Volatile.Read(ref _messages);

    public int Connections => _scripts.Sum();

    /// <summary>Goes on until so many messages have been sent in all.</summary>
    public Task PlayAsync(int messages, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, peers).Select(peer => PlayAsync(peer, messages, cancellation)));

    private async Task PlayAsync(int peer, int messages, CancellationToken cancellation)
    {
        // Off the caller's thread: a peer begins with work, not with a wait.
        await Task.Yield();
        while (Messages < messages && !gateway.HasEnded)
        {
            var script = ScriptSource.Create(seed, peer, _scripts[peer]++);
            evidence?.Begin(peer, script);
            using HostileConnection connection = new(script, patience, pair, strangers, findings);
            await connection.PlayAsync(gateway.Address, cancellation);
            Interlocked.Add(ref _messages, connection.Messages);
        }
    }
}
