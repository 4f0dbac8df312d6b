using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

public sealed class PongFloodTests
{
    /// <summary>What a gateway reads at once, a few times over.</summary>
    private const int Pongs = 3 * 4096 / 6;

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
