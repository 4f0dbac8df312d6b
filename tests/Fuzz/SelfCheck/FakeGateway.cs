using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignalFire.Fuzz.Checks;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>The least that speaks both forms; it does one thing wrong.</summary>
internal sealed class FakeGateway : IGateway, IAsyncDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(1);

    // The pair's pongs must not be late because the machine is.
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, FakePeer> _peers = new(StringComparer.Ordinal);
    private readonly FakeFault _fault;
    private readonly WebApplication _app;
    private int _looks;
    private int _messages;

    public FakeGateway(FakeFault fault)
    {
        _fault = fault;
        Log = Path.GetTempFileName();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = KeepAlive, KeepAliveTimeout = fault is FakeFault.Hang ? Timeout.InfiniteTimeSpan : KeepAliveTimeout });
        _app.Run(AcceptAsync);
    }

    public IPEndPoint Address => new(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port);

    public string Log { get; }

    public bool HasEnded => _fault is FakeFault.Die && _messages > 100;

    public Task StartAsync() => _app.StartAsync();

    public Task<long> MeasureAsync(CancellationToken cancellation) => Task.FromResult(_fault is FakeFault.Grow ? ++_looks * 100L << 20 : 100L << 20);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        File.Delete(Log);
    }

    private async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = _fault is FakeFault.FailUpgrades ? 500 : 426;
            await context.Response.WriteAsync(_fault is FakeFault.RepeatQuery ? context.Request.QueryString.ToString() + context.Request.Path : "no");
            return;
        }

        var v1 = context.WebSockets.WebSocketRequestedProtocols.Contains("signalfire.v1", StringComparer.Ordinal);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(v1 ? "signalfire.v1" : null);
        using FakePeer peer = new(socket, v1, _fault);
        _peers[peer.Id] = peer;
        try
        {
            await peer.GreetAsync();
            await ReadAsync(socket, peer);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection broke.
        }
    }

    private async Task ReadAsync(WebSocket socket, FakePeer peer)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var (length, read) = await ReadMessageAsync(socket, buffer);
            if (read.MessageType is not WebSocketMessageType.Text || !read.EndOfMessage)
            {
                await peer.CloseAsync(read.MessageType switch { WebSocketMessageType.Close => 1000, WebSocketMessageType.Text => 1009, _ => 1003 });
                return;
            }

            peer.IsPolite |= buffer.AsSpan(0, length).IndexOf("\"secret\""u8) >= 0;
            if (_fault is FakeFault.Hang && !peer.IsPolite && Interlocked.Increment(ref _messages) > 100)
            {
                await Task.Delay(Timeout.Infinite, _app.Lifetime.ApplicationStopping);
            }

            await HearAsync(peer, buffer.AsMemory(0, length));
        }
    }

    private static async Task<(int Length, ValueWebSocketReceiveResult Read)> ReadMessageAsync(WebSocket socket, byte[] buffer)
    {
        var length = 0;
        ValueWebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += read.Count;
        }
        while (!read.EndOfMessage && length < buffer.Length && read.MessageType is WebSocketMessageType.Text);

        return (length, read);
    }

    private async Task HearAsync(FakePeer sender, ReadOnlyMemory<byte> text)
    {
        LogLine(text);
        var message = FakeMessage.Read(text, sender.IsV1);
        if (message is null)
        {
            await sender.RefuseAsync(text);
            CutOther();
        }
        else if (message.Target is not { } target)
        {
            await sender.AnswerAsync(message);
        }
        else if (_peers.TryGetValue(target, out var taker))
        {
            await taker.TakeAsync(sender, message, message.Number % 20 == 0 ? _fault : FakeFault.None);
        }
        else
        {
            await sender.SayAsync("""{"type":"error","code":"peer-unknown","message":"No such peer."}""");
        }
    }

    private void CutOther()
    {
        if (_fault is FakeFault.CutOthers)
        {
            _peers.Values.FirstOrDefault(peer => peer.IsPolite)?.Cut();
        }
    }

    private void LogLine(ReadOnlyMemory<byte> text)
    {
        if (Interlocked.Increment(ref _messages) % 20 == 0 && _fault is FakeFault.LogError or FakeFault.LogInput)
        {
            var line = _fault is FakeFault.LogError ? "12:00:00 fail: Fake[1] It hurts." : $"12:00:00 warn: Fake[1] {Encoding.UTF8.GetString(text.Span).ReplaceLineEndings("")}";
            lock (_peers)
            {
                File.AppendAllText(Log, line + "\n");
            }
        }
    }
}
