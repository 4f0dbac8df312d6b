using System.Net.WebSockets;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using static System.FormattableString;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>Peers that are easy to find in a log, each of which talks to all others.</summary>
internal sealed class NamedPeers : IAsyncDisposable
{
    /// <summary>What the id of each begins with.</summary>
    public const string Name = "easily-recognised-peer";

    /// <summary>What they say.</summary>
    public const string Text = "nobody-else-may-read-this";

    private readonly List<TestPeer> _peers = [];
    private int _tried;
    private int _round;

    /// <summary>Connects some at each gateway, all of which must be taken.</summary>
    public async Task ConnectAsync(int perGateway, params RunningProgram[] gateways)
    {
        foreach (var gateway in Enumerable.Repeat(gateways, perGateway).SelectMany(all => all))
        {
            _peers.Add(await TestPeer.ConnectAsync(NextUrl(gateway), "signalfire.v1"));
        }
    }

    /// <summary>As many try to connect, and one that left tries to come back; they may be refused, and leave again.</summary>
    public async Task TryToConnectAsync(int newcomers, RunningProgram gateway)
    {
        var left = _peers[0];
        _peers.RemoveAt(0);
        await left.DisposeAsync();
        var urls = Enumerable.Range(0, newcomers).Select(_ => NextUrl(gateway)).Append(new Uri(gateway.Url, $"?resume={left.ResumeToken}&seq=0"));
        await Task.WhenAll(urls.Select(TryToConnectAsync));
    }

    /// <summary>Each sends to all, and awaits the answer.</summary>
    public async Task TalkAsync()
    {
        var round = Invariant($"{++_round}");
        var all = string.Join(',', _peers.Select(peer => $"\"{peer.Id}\""));
        await Task.WhenAll(_peers.ToArray().Select(peer => SendAsync(peer, $$"""{"peerId":[{{all}}],"ref":{{round}},"text":"{{Text}}"}""", $$"""{"type":"ack","ref":{{round}}""")));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    private Uri NextUrl(RunningProgram gateway) => new(gateway.Url, Invariant($"?peerId={Name}-{++_tried}"));

    private static async Task SendAsync(TestPeer peer, string message, string answer)
    {
        await peer.SendAsync(message);
        while (!(await peer.ReceiveAsync()).StartsWith(answer, StringComparison.Ordinal))
        {
            // What others sent.
        }
    }

    private static async Task TryToConnectAsync(Uri url)
    {
        try
        {
            await (await TestPeer.ConnectAsync(url, "signalfire.v1")).DisposeAsync();
        }
        catch (WebSocketException)
        {
            // Refused, as is to be expected.
        }
    }
}
