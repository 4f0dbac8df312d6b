using System.Net;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>Who is told the metrics, and where.</summary>
public sealed class MetricsEndpointTests
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task On_its_own_port_a_gateway_tells_its_machine_and_nobody_behind_a_proxy(string header, string value)
    {
        await using var gateway = RunningProgram.EmbeddedGateway("--SignalFire:Door:KnownProxies:0=127.0.0.1");
        await gateway.ReadyAsync();
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, gateway.At("http", "/metrics"));
        forwarded.Headers.Add(header, value);

        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, (await Http.SendAsync(forwarded, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task With_a_port_of_their_own_metrics_and_health_are_there_and_no_metrics_elsewhere()
    {
        var port = FreePorts.Next();
        await using var gateway = RunningProgram.EmbeddedGateway($"--SignalFire:Metrics:Port={port}");
        await gateway.ReadyAsync();

        Assert.Contains("signalfire_connections", await Http.GetStringAsync(At(port, "/metrics"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Healthy", await Http.GetStringAsync(At(port, "/health/ready"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await gateway.StatusAsync("/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(At(port, "/"), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_port_of_its_own_answers_while_a_gateway_drains()
    {
        var port = FreePorts.Next();
        await using var gateway = RunningProgram.EmbeddedGateway($"--SignalFire:Metrics:Port={port}", "--SignalFire:Gateway:CloseTimeout=00:00:20");
        await gateway.ReadyAsync();
        // It never answers the close frame, so the gateway waits for it.
        using var deaf = await Knock.AtAsync(gateway.At("http", "/"));

        await gateway.Process.SignalAsync("TERM");

        await Eventually.TrueAsync(
            async () => (await Http.GetStringAsync(At(port, "/metrics"), TestContext.Current.CancellationToken))
                .Split('\n').Any(line => line.StartsWith("signalfire_draining", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)),
            "the gateway to tell that it drains");
        await Eventually.TrueAsync(async () => await gateway.StatusAsync("/health/live") is null, "its other port to be closed");
    }

    [Fact]
    public async Task Switched_off_there_are_none()
    {
        await using var gateway = RunningProgram.EmbeddedGateway("--SignalFire:Metrics:Enabled=false");
        await gateway.ReadyAsync();

        Assert.Equal(HttpStatusCode.NotFound, await gateway.StatusAsync("/metrics"));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        await using var first = RunningProgram.EmbeddedGateway();
        await first.ReadyAsync();
        await using var second = RunningProgram.EmbeddedGateway($"--SignalFire:Metrics:Port={first.Url.Port}");

        Assert.Equal(78, await second.Process.ExitAsync());
        Assert.Contains($"The metrics can't be served on port {first.Url.Port} (SignalFire:Metrics:Port)", second.Process.Output, StringComparison.Ordinal);
    }

    private static Uri At(int port, string path) => new(FormattableString.Invariant($"http://127.0.0.1:{port}{path}"));
}
