using System.Net.WebSockets;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

/// <summary>Alone in the process: what is allocated is counted for all of it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Collection(Name)]
public sealed class CompressionBombTests
{
    public const string Name = "nothing else allocates";

    [Fact]
    public async Task A_bomb_counts_as_what_it_becomes()
    {
        // Nothing is read while it is sent, which may take a while: until then the gateway keeps the connection, and its goodbye with it.
        await using var host = await GatewayHost.StartAsync(settings: [CompressionTests.On, "SignalFire:Gateway:CloseTimeout=00:01:00"]);
        using var alice = await CompressionTests.ConnectAsync(host);
        var allocated = GC.GetTotalAllocatedBytes();

        // 50 MB, which are 50 KB on the wire.
        var piece = new byte[1024 * 1024];
        Array.Fill(piece, (byte)' ');
        for (var i = 0; i < 50 && alice.State is WebSocketState.Open; i++)
        {
            await alice.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: i == 49, TestContext.Current.CancellationToken);
        }

        var end = await CompressionTests.ReceiveAsync(alice);
        Assert.Equal(WebSocketMessageType.Close, end.MessageType);
        Assert.Equal(1009, (int)alice.CloseStatus!.Value);
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 40L * 1024 * 1024);
    }
}
