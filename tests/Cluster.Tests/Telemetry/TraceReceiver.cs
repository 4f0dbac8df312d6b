using System.Collections.Concurrent;
using System.Net;
using System.Text;
using SignalFire.Cluster.Tests.Processes;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>Where programs send their traces by OTLP over HTTP.</summary>
internal sealed class TraceReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Span> _spans = new();

    public TraceReceiver()
    {
        Endpoint = FormattableString.Invariant($"http://127.0.0.1:{FreePorts.Next()}/");
        _listener.Prefixes.Add(Endpoint);
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Endpoint { get; }

    /// <summary>What came so far.</summary>
    public Span[] Spans => [.. _spans];

    /// <summary>What a program has to be told to send all its traces here at once.</summary>
    public string[] Settings(string service) =>
    [
        $"--OTEL_EXPORTER_OTLP_ENDPOINT={Endpoint}", "--OTEL_METRICS_EXPORTER=none", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_BSP_SCHEDULE_DELAY=100", $"--OTEL_SERVICE_NAME={service}",
    ];

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Read(body.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    // opentelemetry/proto/trace/v1/trace.proto: request > resource_spans (1) > resource (1), scope_spans (2) > spans (2).
    private void Read(byte[] request)
    {
        foreach (var resourceSpans in ProtobufFields.Of(request).All(1).Select(ProtobufFields.Of))
        {
            var service = ServiceOf(ProtobufFields.Of(resourceSpans.One(1)));
            foreach (var span in resourceSpans.All(2).SelectMany(scope => ProtobufFields.Of(scope).All(2)).Select(ProtobufFields.Of))
            {
                _spans.Enqueue(new Span(
                    service, Convert.ToHexStringLower(span.One(1)), Convert.ToHexStringLower(span.One(2)), Convert.ToHexStringLower(span.One(4)), Encoding.UTF8.GetString(span.One(5))));
            }
        }
    }

    private static string ServiceOf(List<(int Number, byte[] Content)> resource) => resource.All(1)
        .Select(ProtobufFields.Of)
        .Where(attribute => Encoding.UTF8.GetString(attribute.One(1)) is "service.name")
        .Select(attribute => Encoding.UTF8.GetString(ProtobufFields.Of(attribute.One(2)).One(1)))
        .Single();
}
