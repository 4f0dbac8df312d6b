using System.Net.WebSockets;
using System.Text;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class CompressionTests
{
    internal const string On = "SignalFire:Gateway:Compression=true";
    private static readonly (string, string) Asked = ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");

    [Fact]
    public async Task It_is_off_unless_the_gateway_is_told()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await Knock.AtAsync(host.At("http", "/"), Asked);

        Assert.Equal(101, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Sec-WebSocket-Extensions"));
    }

    [Fact]
    public async Task Each_message_is_compressed_by_itself()
    {
        await using var host = await GatewayHost.StartAsync(settings: On);
        using var answer = await Knock.AtAsync(host.At("http", "/"), Asked);

        Assert.Contains("server_no_context_takeover", answer.Headers.GetValues("Sec-WebSocket-Extensions").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_messages_are_exchanged()
    {
        await using var host = await GatewayHost.StartAsync(settings: On);
        using var alice = await ConnectAsync(host);
        await using var bob = await host.ConnectAsync();

        await alice.SendAsync(Encoding.UTF8.GetBytes($$"""{"peerId":"{{bob.Id}}","x":"{{new string('x', 10_000)}}"}"""), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        Assert.EndsWith($"\"x\":\"{new string('x', 10_000)}\"}}", await bob.ReceiveAsync(), StringComparison.Ordinal);
    }

    internal static async Task<ClientWebSocket> ConnectAsync(GatewayHost host)
    {
        var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await socket.ConnectAsync(host.Url, TestContext.Current.CancellationToken);
        await ReceiveAsync(socket);
        return socket;
    }

    internal static Task<WebSocketReceiveResult> ReceiveAsync(ClientWebSocket socket) =>
        socket.ReceiveAsync(new ArraySegment<byte>(new byte[4096]), TestContext.Current.CancellationToken).Within("a frame");
}
