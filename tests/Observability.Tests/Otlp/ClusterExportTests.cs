using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Observability.Tests.Otlp;

/// <summary>What a gateway and a silo send to a collector.</summary>
public sealed class ClusterExportTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("http/protobuf")]
    public async Task Both_programs_send_every_metric_that_is_documented_by_gRPC_or_by_the_protocol_that_they_are_told(string? protocol)
    {
        await using var collected = await Collected.StartAsync();
        await using var redis = await RunningRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster, Settings(collected, protocol, "silo"));
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster, Settings(collected, protocol, "gateway"));
        await Task.WhenAll(silo.ReadyAsync(), gateway.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        await bob.ReceiveAsync();

        (string, string, string)[] expected = [.. Documented("gateway", "SignalFire.Gateway", "SignalFire.Silo"), .. Documented("silo", "SignalFire.Grains", "SignalFire.Silo")];
        await Eventually.IsAsync("", () => Task.FromResult(string.Join('\n', expected.Except(Sent(collected)))));

        Assert.Empty(Sent(collected).Where(metric => metric.Name.StartsWith("signalfire.", StringComparison.Ordinal)).Except(expected));
        Assert.All(["gateway", "silo"], service => Assert.All(
            ["Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"],
            meter => Assert.Contains(collected.Metrics, metric => string.Equals(metric.Service, service, StringComparison.Ordinal) && string.Equals(metric.Meter, meter, StringComparison.Ordinal))));
        Assert.All(collected.Exports, export => Assert.Equal(protocol is null, export.IsGrpc));
    }

    private static IEnumerable<(string Service, string Name, string Unit)> Sent(Collected collected) =>
        collected.Metrics.Select(metric => (metric.Service, metric.Name, metric.Unit)).Distinct();

    private static IEnumerable<(string Service, string Name, string Unit)> Documented(string service, params string[] meters) => meters
        .SelectMany(DocumentedMetrics.Of)
        // A gateway is in no membership table.
        .Where(metric => service is "silo" || metric.Name is not "signalfire.silo.listed")
        .Select(metric => (service, metric.Name, metric.Unit));

    private static string[] Settings(Collected collected, string? protocol, string service) =>
    [
        .. protocol is null ? [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collected.Grpc}"] : new[] { $"--OTEL_EXPORTER_OTLP_ENDPOINT={collected.Http}", $"--OTEL_EXPORTER_OTLP_PROTOCOL={protocol}" },
        $"--OTEL_SERVICE_NAME={service}",
        "--OTEL_METRIC_EXPORT_INTERVAL=200",
    ];
}
