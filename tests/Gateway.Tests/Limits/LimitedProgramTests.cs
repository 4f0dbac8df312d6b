using System.Net.WebSockets;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

/// <summary>Each limit of a connection once, at the program; what each means to the byte is tested where it is kept.</summary>
public sealed class LimitedProgramTests(LimitedProgram program) : IClassFixture<LimitedProgram>
{
    private readonly ProgramGateway _gateway = program.Gateway;

    [Fact]
    public async Task A_message_that_is_too_big_ends_the_connection()
    {
        await using var alice = await _gateway.ConnectAsync();

        await alice.SendAsync(new string(' ', 4097));

        Assert.Equal((1009, "message too big"), await alice.Closed);
    }

    [Fact]
    public async Task A_message_that_becomes_too_big_when_it_is_unpacked_ends_it_too()
    {
        using var alice = new ClientWebSocket();
        alice.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await alice.ConnectAsync(_gateway.Url, TestContext.Current.CancellationToken);

        // 1 MiB, which is 1 KiB on the wire.
        await alice.SendAsync(new byte[1024 * 1024], WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

        var buffer = new byte[4096];
        while ((await alice.ReceiveAsync(buffer, TestContext.Current.CancellationToken).Within("a frame")).MessageType is not WebSocketMessageType.Close)
        {
        }

        Assert.Equal(1009, (int)alice.CloseStatus!.Value);
    }

    [Theory]
    [InlineData("""{"peerId":"bob","x":[[[[[[[[0]]]]]]]]}""", "bad-message")]
    [InlineData("""{"peerId":["a","b","c","d"]}""", "too-many-targets")]
    public async Task A_message_that_is_too_deep_or_for_too_many_is_refused(string text, string code)
    {
        await using var alice = await _gateway.ConnectAsync();

        await alice.SendAsync(text);

        Assert.Equal(code, await alice.ReceiveErrorCodeAsync());
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(4, 4000)]
    public async Task What_comes_too_fast_is_refused_by_messages_and_by_bytes(int messages, int bytes)
    {
        await using var alice = await _gateway.ConnectV1Async();
        for (var i = 0; i < messages; i++)
        {
            await alice.SendAsync($$"""{"type":"ping","x":"{{new string('x', bytes)}}"}""");
        }

        for (var i = 0; i < messages; i++)
        {
            if (await alice.ReceiveAsync() is var answer && answer.Contains("rate-limited", StringComparison.Ordinal))
            {
                Assert.Matches("""
                    "retryAfterMs":[1-9]
                    """, answer);
                return;
            }
        }

        Assert.Fail("Nothing was refused.");
    }

    [Fact]
    public async Task Who_goes_on_and_on_too_fast_is_closed()
    {
        await using var alice = await _gateway.ConnectV1Async();

        await SendAsync(alice, """{"type":"ping"}""", 60);

        Assert.Equal((4029, "rate-limited"), await alice.Closed);
    }

    [Fact]
    public async Task Who_sends_bad_messages_in_a_row_is_closed()
    {
        await using var alice = await _gateway.ConnectAsync();

        await SendAsync(alice, "{", 3);

        Assert.Equal((4500, "bad-messages"), await alice.Closed);
    }

    [Fact]
    public async Task A_half_open_connection_is_cut()
    {
        using var mallory = await RawPeer.ConnectAsync(_gateway.Url);

        // No pong, no FIN: what a peer looks like whose train is in a tunnel.
        await mallory.WaitForEndAsync();

        await _gateway.LineWithAsync($"The connection of peer {mallory.Id} ended");
    }

    [Fact]
    public async Task Any_origin_may_connect_where_that_is_asked_for() =>
        Assert.Equal(101, await Knock.StatusAsync(_gateway.At("http", "/"), ("Origin", "https://evil.org")));

    private static async Task SendAsync(TestPeer peer, string text, int times)
    {
        try
        {
            for (var i = 0; i < times; i++)
            {
                await peer.SendAsync(text);
            }
        }
        catch (WebSocketException)
        {
            // Closed already.
        }
    }
}
