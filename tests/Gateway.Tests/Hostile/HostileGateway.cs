using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>A gateway with two well-behaved peers, bob and carol, on whom nothing that mallory does may have an effect.</summary>
/// <remarks>In the tests' own process, whose exceptions and log they see; mallory comes over real sockets. The program itself, as a process, is under fire in tests/Fuzz.</remarks>
public sealed class HostileGateway : IAsyncLifetime
{
    /// <summary>Planted in what mallory sends; in the log it would be an input repeated.</summary>
    public const string Canary = "kAnArY";

    private GatewayHost? _host;
    private TestPeer? _bob;
    private TestPeer? _carol;
    private int _exchanges;

    internal GatewayHost Host => _host!;

    internal TestPeer Bob => _bob!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        _bob = await _host.ConnectAsync();
        _carol = await _host.ConnectV1Async();
    }

    public async ValueTask DisposeAsync()
    {
        await _bob!.DisposeAsync();
        await _carol!.DisposeAsync();
        await _host!.DisposeAsync();
    }

    internal Task<TestPeer> ConnectAsync() => Host.ConnectAsync();

    internal Task<TestPeer> ConnectV1Async() => Host.ConnectV1Async();

    internal Task<RawSocket> OpenAsync(bool v1 = false) => RawSocket.OpenAsync(Host.Url, v1);

    /// <summary>Checks that the others' connections live, that nothing is logged at Error or above, and that no line of the log repeats an input.</summary>
    internal async Task IsUnhurtAsync()
    {
        var number = ++_exchanges;
        await Bob.SendAsync($$"""{"peerId":"{{_carol!.Id}}","n":{{number}}}""");
        Assert.EndsWith($$""","peerId":"{{_carol.Id}}","n":{{number}}}""", await _carol.ReceiveAsync(), StringComparison.Ordinal);
        await _carol.SendAsync($$"""{"peerId":"{{Bob.Id}}","n":{{number}}}""");
        Assert.Equal($$"""{"senderId":"{{_carol.Id}}","peerId":"{{Bob.Id}}","n":{{number}}}""", await Bob.ReceiveAsync());
        Assert.DoesNotContain(Host.Log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));
        Assert.DoesNotContain(Host.Log.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
    }

    /// <summary>Checks that a connection lives: what it sends to itself comes back behind what was still on its way.</summary>
    internal static async Task LivesAsync(TestPeer peer)
    {
        await peer.SendAsync($$"""{"peerId":"{{peer.Id}}","alive":true}""");
        Assert.EndsWith(""","alive":true}""", await peer.ReceiveAsync(), StringComparison.Ordinal);
    }
}
