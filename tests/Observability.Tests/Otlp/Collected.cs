using System.Collections.Concurrent;
using System.Text;
using SignalFire.Cluster.Tests.Telemetry;
using SignalFire.Load.Telemetry;
using Xunit;

namespace SignalFire.Observability.Tests.Otlp;

/// <summary>A collector, and what programs have sent to it.</summary>
internal sealed class Collected : IAsyncDisposable
{
    private readonly ConcurrentQueue<Export> _exports;
    private readonly OtlpCollector _collector;

    private Collected(OtlpCollector collector, ConcurrentQueue<Export> exports) => (_collector, _exports) = (collector, exports);

    /// <summary>Where it takes gRPC.</summary>
    public string Grpc => _collector.Grpc;

    /// <summary>Where it takes <c>http/protobuf</c>.</summary>
    public string Http => _collector.Http;

    public IReadOnlyCollection<Export> Exports => _exports;

    /// <summary>Which signals came, in their order.</summary>
    public string[] Signals => [.. _exports.Select(export => export.Signal).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // opentelemetry/proto/metrics/v1/metrics.proto: request > resource_metrics (1) > resource (1), scope_metrics (2) > scope (1), metrics (2) > name (1), unit (3).
    public IEnumerable<SentMetric> Metrics =>
        from part in Parts("metrics")
        from scope in part.All(2).Select(ProtobufFields.Of)
        from metric in scope.All(2).Select(ProtobufFields.Of)
        select new SentMetric(AttributesOf(part)["service.name"], Text(ProtobufFields.Of(scope.One(1)), 1), Text(metric, 1), Text(metric, 3));

    /// <summary>What senders told of themselves, one for each request with this signal.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Senders(string signal) => Parts(signal).Select(AttributesOf);

    public static async Task<Collected> StartAsync()
    {
        var exports = new ConcurrentQueue<Export>();
        return new Collected(await OtlpCollector.StartAsync(exports.Enqueue, TestContext.Current.CancellationToken), exports);
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    private IEnumerable<List<(int Number, byte[] Content)>> Parts(string signal) => _exports
        .Where(export => string.Equals(export.Signal, signal, StringComparison.Ordinal))
        .SelectMany(export => ProtobufFields.Of(export.Message).All(1))
        .Select(ProtobufFields.Of);

    // resource (1) > attributes (1) > key (1), value (2) > string_value (1).
    private static Dictionary<string, string> AttributesOf(List<(int Number, byte[] Content)> part) => ProtobufFields.Of(part.One(1)).All(1)
        .Select(ProtobufFields.Of)
        .ToDictionary(attribute => Text(attribute, 1), attribute => Text(ProtobufFields.Of(attribute.One(2)), 1), StringComparer.Ordinal);

    private static string Text(List<(int Number, byte[] Content)> fields, int number) => Encoding.UTF8.GetString(fields.One(number));
}
