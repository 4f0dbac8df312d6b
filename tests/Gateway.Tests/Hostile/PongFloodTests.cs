using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

public sealed class PongFloodTests
{
    /// <summary>The longest message, which may be read before it is heard, and some more.</summary>
    private const int Pongs = ((64 * 1024) + (5 * 4096)) / 6;

    private static readonly byte[] Flood = [.. Enumerable.Repeat<byte[]>([0x8a, 0x80, 0x37, 0xfa, 0x21, 0x3d], Pongs).SelectMany(pong => pong)];

    [Fact]
    public async Task Pongs_that_nobody_asked_for_are_read_no_faster_than_messages_may_come()
    {
        await using var program = RunningProgram.EmbeddedGateway("--SignalFire:Gateway:MessagesPerSecond=20", "--SignalFire:Gateway:RateBurst=00:00:00.100");
        await program.ReadyAsync();
        using var mallory = await RawSocket.OpenAsync(program.Url);
        var started = TimeProvider.System.GetTimestamp();

        await mallory.WriteAsync(Flood);
        await mallory.WriteFrameAsync(0x81, """{"peerId":"nobody"}""");

        Assert.Contains("peer-unknown", (await mallory.ReadFrameAsync()).Text, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1.5, 30);
    }

    /// <summary>Of a message, too, a part is read before it is heard; each would take half a minute as pongs.</summary>
    [Fact]
    public async Task Long_messages_are_not_taken_for_pongs()
    {
        await using var program = RunningProgram.EmbeddedGateway("--SignalFire:Gateway:MessagesPerSecond=1", "--SignalFire:Gateway:RateBurst=00:00:10");
        await program.ReadyAsync();
        await using var alice = await program.ConnectAsync();

        for (var n = 0; n < 8; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{alice.Id}}","n":{{n}},"sdp":"{{new string('x', 9000)}}"}""");
            Assert.Contains($"\"n\":{n},", await alice.ReceiveAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_sends_pongs_without_end_is_read_at_a_bounded_rate_and_others_notice_nothing()
    {
        await using var program = RunningProgram.EmbeddedGateway();
        await program.ReadyAsync();
        using var mallory = await RawSocket.OpenAsync(program.Url);
        await using var alice = await program.ConnectAsync();
        var sent = 0L;
        var flood = FloodAsync();

        for (var n = 0; n < 400; n++)
        {
            await HostileGateway.LivesAsync(alice);
        }

        // What the systems and the server hold between them is a few MiB; read at full speed it would be hundreds.
        Assert.InRange(Interlocked.Read(ref sent), 1, 32 * 1024 * 1024);
        mallory.Dispose();
        await flood;

        async Task FloodAsync()
        {
            await Task.Yield();
            try
            {
                while (true)
                {
                    await mallory.WriteAsync(Flood);
                    Interlocked.Add(ref sent, Flood.Length);
                }
            }
            catch (Exception ended) when (ended is IOException or ObjectDisposedException)
            {
                // By the test.
            }
        }
    }
}
