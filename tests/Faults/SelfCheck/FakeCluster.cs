using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SignalFire.Faults.SelfCheck;

/// <summary>The least that speaks v1: sessions in a dictionary. It does one thing wrong, with every fiftieth message or at each resume.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private const int Interval = 50;

    private readonly ConcurrentDictionary<string, FakeSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Target, string Text)> _held = new(StringComparer.Ordinal);
    private readonly Fault _fault;
    private readonly WebApplication _app;
    private int _next;
    private int _messages;

    public FakeCluster(Fault fault)
    {
        _fault = fault;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AcceptAsync);
    }

    public IReadOnlyList<IPEndPoint> Gateways => [.. _app.Urls.Select(url => new IPEndPoint(IPAddress.Loopback, new Uri(url).Port))];

    public Task StartAsync() => _app.StartAsync();

    /// <summary>Cuts every connection.</summary>
    public void CutAll()
    {
        foreach (var session in _sessions.Values)
        {
            session.Cut();
        }
    }

    /// <summary>Lets every connection fall silent, and live on.</summary>
    public void HushAll()
    {
        foreach (var session in _sessions.Values)
        {
            session.Hush();
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("signalfire.v1");
        var resumed = context.Request.Query["resume"] is [{ } token] && _sessions.TryGetValue(token, out var kept) && _fault != Fault.Forget ? kept : null;
        var session = resumed ?? new FakeSession(Invariant($"peer-{Interlocked.Increment(ref _next)}"));
        _sessions[session.Id] = session;
        var gap = resumed is not null && _fault == Fault.Gap ? ",\"gap\":true" : "";
        var greeting = $$"""{"type":"id","peerId":"{{session.Id}}","resumeToken":"{{session.Id}}","graceSeconds":30,"resumed":{{(resumed is null ? "false" : "true")}}{{gap}}}""";
        _ = long.TryParse(context.Request.Query["seq"], CultureInfo.InvariantCulture, out var seen);
        await session.AttachAsync(socket, greeting, _fault == Fault.Replay ? seen - 1 : seen);
        await ReadAsync(socket, session);
    }

    private async Task ReadAsync(WebSocket socket, FakeSession session)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } read)
            {
                using var message = JsonDocument.Parse(buffer.AsMemory(0, read.Count));
                await HearAsync(session, message.RootElement);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection was cut.
        }
    }

    private async Task HearAsync(FakeSession sender, JsonElement message)
    {
        if (!message.TryGetProperty("peerId", out var target))
        {
            await sender.SeeAsync(message.GetProperty("seq").GetInt64());
            return;
        }

        var wrong = Interlocked.Increment(ref _messages) % Interval == 0 ? _fault : Fault.None;
        var reference = message.GetProperty("ref").GetInt64();
        if (wrong == Fault.Disown)
        {
            await sender.TellAsync(Invariant($$"""{"type":"error","ref":{{reference}},"code":"peer-unknown"}"""));
            return;
        }

        await DeliverAsync(sender.Id, target.GetString()!, message.GetRawText(), wrong);
        var ack = Invariant($$"""{"type":"ack","ref":{{reference}}}""");
        for (var i = wrong switch { Fault.NotAnswer => 0, Fault.AnswerTwice => 2, _ => 1 }; i > 0; i--)
        {
            await sender.TellAsync(ack);
        }
    }

    private async Task DeliverAsync(string sender, string target, string text, Fault wrong)
    {
        if (wrong == Fault.Swap && _held.TryAdd(sender, (target, text)))
        {
            return;
        }

        if (wrong != Fault.Lose)
        {
            var taker = wrong == Fault.Misroute ? sender : target;
            await _sessions[taker].DeliverAsync(sender, text);
        }

        if (_held.TryRemove(sender, out var held))
        {
            await _sessions[held.Target].DeliverAsync(sender, held.Text);
        }

        if (wrong == Fault.Duplicate)
        {
            await _sessions[target].DeliverAsync(sender, text);
        }
    }
}
