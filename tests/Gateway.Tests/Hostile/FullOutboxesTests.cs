using System.Globalization;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>Peers that have much sent to them, and read nothing: none of their outboxes is full.</summary>
public sealed class FullOutboxesTests
{
    private const long Mebibyte = 1024 * 1024;
    private const string NeverFull = "--SignalFire:Gateway:OutboxBytes=268435456";

    // They answer no ping, and are not to be cut for that.
    private const string NoPings = "--SignalFire:Gateway:KeepAliveInterval=01:00:00";

    private static readonly string Filling = new('x', 60_000);

    [Fact]
    public async Task A_peer_whose_write_is_stuck_is_closed_though_nothing_more_is_sent_to_it()
    {
        await using var program = RunningProgram.EmbeddedGateway([.. NoRate, NeverFull, NoPings, "--SignalFire:Gateway:WritePatience=00:00:01"]);
        await program.ReadyAsync();
        using var mallory = await RawPeer.ConnectAsync(program.Url, receiveBuffer: 4096);
        await using var alice = await program.ConnectAsync();

        await FillAsync(alice, mallory.Id, 12 * Mebibyte);

        await Eventually.IsAsync(true, async () =>
        {
            // It is alive, as far as pings could tell.
            await mallory.WriteAsync(Opcode.Pong, "");
            await alice.SendAsync($$"""{"peerId":"{{mallory.Id}}"}""");
            return alice.HasMail && (await alice.ReceiveAsync()).Contains("peer-unknown", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Above_what_all_outboxes_may_hold_the_fullest_are_closed_and_nobody_else()
    {
        const int Many = 12;
        await using var program = RunningProgram.EmbeddedGateway(
            [.. NoRate, NeverFull, NoPings, "--SignalFire:Gateway:WritePatience=00:10:00", "--SignalFire:Gateway:TotalOutboxBytes=16777216"]);
        await program.ReadyAsync();
        await using var alice = await program.ConnectAsync();
        await using var carol = await program.ConnectAsync();
        var mallories = new List<RawPeer>();

        for (var i = 0; i < Many; i++)
        {
            mallories.Add(await RawPeer.ConnectAsync(program.Url, receiveBuffer: 4096));
            await FillAsync(alice, mallories[i].Id, 12 * Mebibyte);
            await alice.SendAsync($$"""{"peerId":"{{carol.Id}}","n":{{i}}}""");
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{carol.Id}}","n":{{i}}}""", await carol.ReceiveAsync());
        }

        await Eventually.IsAsync(true, async () => await GaugeAsync(program, "signalfire_outbox_bytes") <= 16 * Mebibyte);
        await Eventually.IsAsync(true, async () => await GaugeAsync(program, "signalfire_disconnects_total{", "reason=\"too-slow\"") is >= 1 and <= Many);
        Assert.Contains("SignalFire:Gateway:TotalOutboxBytes", program.Process.Output, StringComparison.Ordinal);
        await HostileGateway.LivesAsync(carol);
        mallories.ForEach(mallory => mallory.Dispose());
    }

    private static string[] NoRate => ["--SignalFire:Gateway:MessagesPerSecond=1000000", "--SignalFire:Gateway:BytesPerSecond=1073741824"];

    private static async Task FillAsync(TestPeer sender, string target, long bytes)
    {
        for (var sent = 0L; sent < bytes; sent += Filling.Length)
        {
            await sender.SendAsync($$"""{"peerId":"{{target}}","x":"{{Filling}}"}""");
        }
    }

    private static async Task<double> GaugeAsync(RunningProgram program, string name, string tag = "") =>
        (await program.BodyAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(tag, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
