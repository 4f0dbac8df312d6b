using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SignalFire.Load.Telemetry;

/// <summary>Where programs send metrics and traces by OTLP: by gRPC to one address, over HTTP to another. It takes everything, and says so.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    // A flag and a length before each message of gRPC.
    private const int GrpcPrefix = 5;

    private static readonly Dictionary<string, (string Signal, bool IsGrpc)> Paths = new(StringComparer.Ordinal)
    {
        ["/v1/metrics"] = ("metrics", false),
        ["/v1/traces"] = ("traces", false),
        ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"] = ("metrics", true),
        ["/opentelemetry.proto.collector.trace.v1.TraceService/Export"] = ("traces", true),
    };

    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app)
    {
        _app = app;
        (Grpc, Http) = (app.Urls.First(), app.Urls.Last());
    }

    /// <summary>Where it listens for gRPC, which programs speak unless told.</summary>
    public string Grpc { get; }

    /// <summary>Where it listens for <c>http/protobuf</c>.</summary>
    public string Http { get; }

    /// <summary>Listens on free ports of this machine.</summary>
    /// <param name="take">Is told what comes, several at a time.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<OtlpCollector> StartAsync(Action<Export> take, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(context => TakeAsync(context, take));
        await app.StartAsync(cancellation);
        return new OtlpCollector(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, Action<Export> take)
    {
        if (!Paths.TryGetValue(context.Request.Path, out var known))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        take(new Export(
            known.Signal,
            known.IsGrpc,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()[(known.IsGrpc ? GrpcPrefix : 0)..]));
        await AnswerAsync(context.Response, known.IsGrpc);
    }

    /// <summary>An empty message: nothing was rejected.</summary>
    private static async Task AnswerAsync(HttpResponse response, bool isGrpc)
    {
        response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            await response.Body.WriteAsync(new byte[GrpcPrefix]);
            response.AppendTrailer("grpc-status", "0");
        }
    }
}
