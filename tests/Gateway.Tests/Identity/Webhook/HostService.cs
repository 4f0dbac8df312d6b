using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

/// <summary>The host's own service, over real HTTP; a test says what it answers.</summary>
internal sealed class HostService : IAsyncDisposable
{
    /// <summary>By which it knows a gateway.</summary>
    public const string Secret = "the-secret-of-the-gateways";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private HostService(WebApplication app, RequestDelegate answer)
    {
        _app = app;
        Answer = answer;
    }

    /// <summary>What it does with a request.</summary>
    public RequestDelegate Answer { get; set; }

    /// <summary>What it was asked, request by request.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>The header by which whoever asked last says who it is.</summary>
    public string? Authorization { get; private set; }

    public Uri Url => new(_app.Urls.Single() + "/signalfire");

    /// <param name="answer">What it does with a request; lets everybody in unless told.</param>
    /// <param name="https">Whether it shows a certificate, one that nobody vouches for.</param>
    public static async Task<HostService> StartAsync(RequestDelegate? answer = null, bool https = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, listener =>
        {
            if (https)
            {
                listener.UseHttps(SelfSigned());
            }
        }));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var service = new HostService(app, answer ?? Says(200, "{}"));
        app.Run(service.HandleAsync);
        await app.StartAsync();
        return service;
    }

    /// <summary>An answer of a status and a body.</summary>
    public static RequestDelegate Says(int status, string body, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return status is 204 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };

    /// <summary>What a request asks.</summary>
    public static string AskedIn(HttpContext context) => (string)context.Items[nameof(Asked)]!;

    /// <summary>No answer, or nothing more of it, for as long as the gateway waits.</summary>
    public static Task HangAsync(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    /// <summary>Forgets what it was asked, and answers anew.</summary>
    public void Begin(RequestDelegate answer)
    {
        _asked.Clear();
        Answer = answer;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var asked = await body.ReadToEndAsync();
        context.Items[nameof(Asked)] = asked;
        _asked.Enqueue(asked);
        Authorization = context.Request.Headers.Authorization;
        await Answer(context);
    }
}
