using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>The program as its users start it, and two well-behaved peers, bob and carol, on whom nothing that mallory does may have an effect.</summary>
public sealed class HostileGateway : IAsyncLifetime
{
    /// <summary>Planted in what mallory sends; in the log it would be an input repeated.</summary>
    public const string Canary = "kAnArY";

    private static readonly string[] Errors = ["\"LogLevel\":\"Error\"", "\"LogLevel\":\"Critical\"", "Unhandled exception"];

    // Mallory is many, from one address.
    private readonly RunningProgram _program = RunningProgram.EmbeddedGateway(
        "--SignalFire:Gateway:MessagesPerSecond=1000000",
        "--SignalFire:Gateway:BytesPerSecond=1073741824",
        "--SignalFire:Door:HandshakesPerSecond=1000",
        "--Logging:LogLevel:SignalFire=Debug");

    private TestPeer? _bob;
    private TestPeer? _carol;
    private int _exchanges;

    internal Uri Url => _program.Url;

    internal TestPeer Bob => _bob!;

    public async ValueTask InitializeAsync()
    {
        await _program.ReadyAsync();
        _bob = await ConnectAsync();
        _carol = await ConnectV1Async();
    }

    public async ValueTask DisposeAsync()
    {
        await _bob!.DisposeAsync();
        await _carol!.DisposeAsync();
        await _program.DisposeAsync();
        SaidNothingWrong();
    }

    internal Task<TestPeer> ConnectAsync() => TestPeer.ConnectAsync(Url);

    internal Task<TestPeer> ConnectV1Async() => TestPeer.ConnectAsync(Url, "signalfire.v1");

    internal Task<RawPeer> ConnectRawAsync() => RawPeer.ConnectAsync(Url, receiveBuffer: 0, v1: false);

    internal Task<RawSocket> OpenAsync(bool v1 = false) => RawSocket.OpenAsync(Url, v1);

    /// <summary>Waits until nobody is a peer any more.</summary>
    internal Task IsGoneAsync(string peer) => Eventually.IsAsync(true, async () =>
    {
        await _carol!.SendAsync($$"""{"peerId":"{{peer}}","ref":"there?"}""");
        return (await _carol.ReceiveAsync()).Contains("peer-unknown", StringComparison.Ordinal);
    });

    /// <summary>Checks that the process and the others' connections live, that nothing is logged at Error or above, and that no line of the log repeats an input.</summary>
    internal async Task IsUnhurtAsync()
    {
        var number = ++_exchanges;
        await Bob.SendAsync($$"""{"peerId":"{{_carol!.Id}}","n":{{number}}}""");
        Assert.EndsWith($$""","peerId":"{{_carol.Id}}","n":{{number}}}""", await _carol.ReceiveAsync(), StringComparison.Ordinal);
        await _carol.SendAsync($$"""{"peerId":"{{Bob.Id}}","n":{{number}}}""");
        Assert.Equal($$"""{"senderId":"{{_carol.Id}}","peerId":"{{Bob.Id}}","n":{{number}}}""", await Bob.ReceiveAsync());
        SaidNothingWrong();
    }

    /// <summary>Checks that a connection lives: what it sends to itself comes back behind what was still on its way.</summary>
    internal static async Task LivesAsync(TestPeer peer)
    {
        await peer.SendAsync($$"""{"peerId":"{{peer.Id}}","alive":true}""");
        Assert.EndsWith(""","alive":true}""", await peer.ReceiveAsync(), StringComparison.Ordinal);
    }

    private void SaidNothingWrong()
    {
        var said = _program.Process.Output;
        Assert.All(Errors, error => Assert.DoesNotContain(error, said, StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, said, StringComparison.Ordinal);
    }
}
