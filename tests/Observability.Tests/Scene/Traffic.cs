using System.Net;
using System.Net.WebSockets;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Observability.Tests.Scene;

/// <summary>Peers that do all that is counted.</summary>
internal sealed class Traffic(RunningProgram[] gateways) : IAsyncDisposable
{
    // As many as it takes for each silo to have some.
    private const int Idle = 40;
    private const string V1 = "signalfire.v1";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<TestPeer> _peers = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _chatter = Task.CompletedTask;

    public async Task PlayAsync()
    {
        for (var i = 0; i < Idle; i++)
        {
            _peers.Add(await TestPeer.ConnectAsync(gateways[i % gateways.Length].Url, V1));
        }

        var alice = _peers[0];
        await using var carol = await TestPeer.ConnectAsync(gateways[0].Url);
        await carol.SendAsync("""{"peerId":"nobody-by-this-id"}""");
        Assert.Equal("peer-unknown", await carol.ReceiveErrorCodeAsync());
        await carol.SendAsync("[]");
        Assert.Equal("bad-message", await carol.ReceiveErrorCodeAsync());
        await carol.CloseAsync();
        Assert.NotEqual(HttpStatusCode.OK, await gateways[0].StatusAsync("/"));

        var bob = await TestPeer.ConnectAsync(gateways[1].Url, V1);
        await bob.DisposeAsync();
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":1,"while":"away"}""");
        _peers.Add(await TestPeer.ConnectAsync(new Uri(gateways[0].Url, $"/?resume={Uri.EscapeDataString(bob.ResumeToken)}&seq=0"), V1));
        Assert.True(_peers[^1].Resumed);
        Assert.Contains("\"ack\"", await alice.ReceiveAsync(), StringComparison.Ordinal);
        _chatter = ChatAsync(alice, _peers[1].Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _chatter;
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }

        _stop.Dispose();
    }

    /// <summary>Goes on, so that there is always something to be counted per second.</summary>
    private async Task ChatAsync(TestPeer sender, string target)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await sender.SendAsync($$"""{"peerId":"{{target}}","hello":"bob"}""");
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // The tests are over; or the connection is, which those see that wait for something to be counted.
        }
    }
}
