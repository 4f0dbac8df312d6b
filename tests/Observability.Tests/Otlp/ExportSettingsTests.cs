using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Observability.Tests.Otlp;

/// <summary>OpenTelemetry's own variables, as docs/metrics.md has them.</summary>
public sealed class ExportSettingsTests
{
    [Fact]
    public async Task Metrics_are_sent_as_often_as_the_interval_says()
    {
        await using var collected = await Collected.StartAsync();
        await using var gateway = Gateway(collected, "--OTEL_METRIC_EXPORT_INTERVAL=200");

        // Once a minute unless told: these come while the test waits.
        await Eventually.IsAsync(true, () => Task.FromResult(collected.Exports.Count(export => export.Signal is "metrics") >= 3));
    }

    [Fact]
    public async Task A_collector_is_told_whose_it_is_and_gets_the_headers_that_it_wants()
    {
        await using var collected = await Collected.StartAsync();

        await ConnectAndStopAsync(
            Gateway(
                collected,
                "--OTEL_EXPORTER_OTLP_HEADERS=api-key=of-a-test",
                "--OTEL_SERVICE_NAME=alices-gateway",
                "--OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=test,service.instance.id=pod-1"));

        Assert.All(collected.Exports, export => Assert.Equal("of-a-test", export.Headers["api-key"]));
        Assert.Equal(["metrics", "traces"], collected.Signals);
        Assert.All(["metrics", "traces"], signal => Assert.All(collected.Senders(signal), sender => Assert.Equal(
            ("alices-gateway", "test", "pod-1"),
            (sender["service.name"], sender["deployment.environment.name"], sender["service.instance.id"]))));
    }

    [Fact]
    public async Task A_name_among_the_attributes_counts_too()
    {
        await using var collected = await Collected.StartAsync();

        await ConnectAndStopAsync(Gateway(collected, "--OTEL_RESOURCE_ATTRIBUTES=service.name=alices-gateway"));

        Assert.Equal(["alices-gateway"], collected.Senders("metrics").Select(sender => sender["service.name"]).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Who_is_told_no_name_goes_by_the_programs_and_an_id_of_its_own()
    {
        await using var collected = await Collected.StartAsync();

        await ConnectAndStopAsync(Gateway(collected));
        await ConnectAndStopAsync(Gateway(collected));

        Assert.Equal(["SignalFire.Gateway"], collected.Senders("metrics").Select(sender => sender["service.name"]).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(2, collected.Senders("metrics").Select(sender => sender["service.instance.id"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("OTEL_SERVICE_NAME=unused", "metrics", "traces")]
    [InlineData("OTEL_METRICS_EXPORTER=none", "traces")]
    [InlineData("OTEL_TRACES_EXPORTER=none", "metrics")]
    [InlineData("SignalFire:Metrics:Enabled=false", "traces")]
    public async Task Each_of_the_two_can_be_taken_out(string setting, params string[] left)
    {
        await using var collected = await Collected.StartAsync();

        // What is left is sent by the stop at the latest, and so would be what is out.
        await ConnectAndStopAsync(Gateway(collected, $"--{setting}"));

        Assert.Equal(left, collected.Signals);
    }

    [Fact]
    public async Task A_place_for_one_signal_alone_does_not_count()
    {
        await using var collected = await Collected.StartAsync();
        await using var other = await Collected.StartAsync();

        await ConnectAndStopAsync(Gateway(collected, $"--OTEL_EXPORTER_OTLP_METRICS_ENDPOINT={other.Grpc}", $"--OTEL_EXPORTER_OTLP_TRACES_ENDPOINT={other.Grpc}"));

        Assert.Equal(["metrics", "traces"], collected.Signals);
        Assert.Empty(other.Exports);
    }

    private static RunningProgram Gateway(Collected collected, params string[] settings) =>
        RunningProgram.EmbeddedGateway([$"--OTEL_EXPORTER_OTLP_ENDPOINT={collected.Grpc}", "--SignalFire:Traces:Ratio=1", .. settings]);

    /// <summary>Has something to count and to trace, and waits until all of it is sent.</summary>
    private static async Task ConnectAndStopAsync(RunningProgram gateway)
    {
        await using (gateway)
        {
            await gateway.ReadyAsync();
            await using (await gateway.ConnectAsync())
            {
                await gateway.Process.SignalAsync("TERM");
                Assert.Equal(0, await gateway.Process.ExitAsync());
            }
        }
    }
}
