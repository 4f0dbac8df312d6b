using System.Text.Json;
using System.Text.RegularExpressions;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>How the programs log, and what they don't.</summary>
public sealed partial class LogTests
{
    private const string Ready = "SignalFire is ready.";

    [Fact]
    public async Task Where_nobody_reads_along_each_line_is_an_event_in_JSON_with_the_time_in_UTC()
    {
        await using var gateway = RunningProgram.EmbeddedGateway();
        await gateway.Process.SaysAsync(Ready);

        Assert.All(Lines(gateway), line =>
        {
            var entry = JsonDocument.Parse(line).RootElement;
            Assert.EndsWith("Z", entry.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
            Assert.True(entry.GetProperty("Timestamp").TryGetDateTimeOffset(out _));
            Assert.True(entry.TryGetProperty("LogLevel", out _));
            Assert.True(entry.TryGetProperty("Category", out _));
            Assert.True(entry.TryGetProperty("Message", out _));
        });
    }

    [Theory]
    [InlineData("--environment=Development")]
    [InlineData("--Logging:Console:FormatterName=simple")]
    public async Task In_development_and_where_it_is_chosen_each_line_is_for_reading(string setting)
    {
        await using var gateway = RunningProgram.EmbeddedGateway(setting);
        await gateway.Process.SaysAsync(Ready);

        Assert.All(Lines(gateway), line => Assert.Matches(ForReading(), line));
    }

    [Fact]
    public async Task What_is_logged_unasked_names_no_peer_and_repeats_nothing()
    {
        const string said = "a-secret-of-alice";
        await using var gateway = RunningProgram.EmbeddedGateway();
        await gateway.Process.SaysAsync(Ready);
        await using var alice = await TestPeer.ConnectAsync(gateway.Url, "signalfire.v1");
        await using var bob = await gateway.ConnectAsync();
        await alice.SendAsync($$"""{"peerId":["{{bob.Id}}","nobody-is-called-so"],"ref":1,"text":"{{said}}"}""");
        await alice.ReceiveAsync();
        await bob.ReceiveAsync();
        await alice.SendAsync(said);
        await alice.ReceiveAsync();
        await bob.DisposeAsync();

        await gateway.Process.SignalAsync("TERM");
        await gateway.Process.ExitAsync();

        Assert.All([alice.Id, bob.Id, said, "nobody-is-called-so", alice.ResumeToken], secret => Assert.DoesNotContain(secret, gateway.Process.Output, StringComparison.Ordinal));
    }

    private static string[] Lines(RunningProgram program) => program.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^[0-9:]{8} (info|warn): [A-Za-z.]+\[[0-9]+\] ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForReading();
}
