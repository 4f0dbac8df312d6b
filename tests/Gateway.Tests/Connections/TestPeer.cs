using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>A peer that reads all it is sent at once, as a browser does; a test takes the messages one by one.</summary>
internal sealed class TestPeer : IAsyncDisposable
{
    // Strict, so that equal texts are equal bytes.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<string> _inbox = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<(int Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    private TestPeer()
    {
    }

    /// <summary>The id it was told.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The first message, as it came.</summary>
    public string Greeting { get; private set; } = "";

    /// <summary>The close code and reason it got; 1006 when the connection broke.</summary>
    public Task<(int Code, string Reason)> Closed => _closed.Task.Within($"the end of the connection of {Id}");

    /// <summary>Whether something came that the test has not taken yet.</summary>
    public bool HasMail => _inbox.Reader.TryPeek(out _);

    /// <summary>The subprotocol that was selected.</summary>
    public string? Subprotocol => _socket.SubProtocol;

    /// <summary>What to resume with, in v1.</summary>
    public string ResumeToken => JsonDocument.Parse(Greeting).RootElement.GetProperty("resumeToken").GetString()!;

    /// <summary>Whether it is the peer that it was before, in v1.</summary>
    public bool Resumed => JsonDocument.Parse(Greeting).RootElement.GetProperty("resumed").GetBoolean();

    /// <summary>Whether it was told that messages are lost, in v1.</summary>
    public bool HasGap => JsonDocument.Parse(Greeting).RootElement.TryGetProperty("gap", out _);

    /// <summary>Connects, and waits for its id.</summary>
    public static Task<TestPeer> ConnectAsync(Uri url, params string[] subprotocols) => ConnectWithHeaderAsync(url, authorization: null, subprotocols);

    /// <summary>Connects with a header as no browser can, and waits for its id.</summary>
    public static async Task<TestPeer> ConnectWithHeaderAsync(Uri url, string? authorization, params string[] subprotocols)
    {
        var peer = new TestPeer();
        if (authorization is not null)
        {
            peer._socket.Options.SetRequestHeader("Authorization", authorization);
        }

        foreach (var subprotocol in subprotocols)
        {
            peer._socket.Options.AddSubProtocol(subprotocol);
        }

        await peer._socket.ConnectAsync(url, CancellationToken.None).Within($"the upgrade at {url}");
        peer._reading = peer.ReadAsync();
        peer.Greeting = await peer.ReceiveAsync();
        peer.Id = JsonDocument.Parse(peer.Greeting).RootElement.GetProperty("peerId").GetString()!;
        return peer;
    }

    public async Task SendAsync(string text) =>
        await _socket.SendAsync(Utf8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async Task SendBinaryAsync(byte[] bytes) =>
        await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>Takes the next message.</summary>
    public async Task<string> ReceiveAsync()
    {
        try
        {
            return await _inbox.Reader.ReadAsync().AsTask().Within($"a message for peer '{Id}'");
        }
        catch (ChannelClosedException ended)
        {
            var (code, reason) = await Closed;
            throw new InvalidOperationException($"The connection of peer '{Id}' ended with {code} '{reason}' while a message was awaited.", ended);
        }
    }

    /// <summary>Takes the next message; null when the connection has ended and all it brought is taken.</summary>
    public async Task<string?> TryReceiveAsync() =>
        await _inbox.Reader.WaitToReadAsync().AsTask().Within($"a message for peer '{Id}', or its end") && _inbox.Reader.TryRead(out var text) ? text : null;

    /// <summary>Takes the next message, which must be an error.</summary>
    public async Task<JsonElement> ReceiveErrorAsync()
    {
        var text = await ReceiveAsync();
        var message = JsonDocument.Parse(text).RootElement;
        return message.TryGetProperty("type", out var type) && type.ValueEquals("error")
            ? message
            : throw new InvalidOperationException($"Peer '{Id}' expected an error and got {text}");
    }

    /// <summary>Takes the next message, which must be an error, for its code.</summary>
    public async Task<string> ReceiveErrorCodeAsync() => (await ReceiveErrorAsync()).GetProperty("code").GetString()!;

    /// <summary>Says goodbye and waits for the gateway's answer.</summary>
    public Task<(int Code, string Reason)> CloseAsync() => CloseAsync(1000);

    /// <summary>Closes with a code and waits for the gateway's answer.</summary>
    public async Task<(int Code, string Reason)> CloseAsync(int code)
    {
        await _socket.CloseOutputAsync((WebSocketCloseStatus)code, "bye", CancellationToken.None);
        return await Closed;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    await AnswerCloseAsync();
                    _closed.TrySetResult(((int)_socket.CloseStatus!.Value, _socket.CloseStatusDescription ?? ""));
                    return;
                }

                message.Write(buffer.AsSpan(0, received.Count));
                if (received.EndOfMessage)
                {
                    _inbox.Writer.TryWrite(Utf8.GetString(message.GetBuffer(), 0, (int)message.Length));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            _closed.TrySetResult((1006, lost.Message));
        }
        finally
        {
            _inbox.Writer.TryComplete();
        }
    }

    private async Task AnswerCloseAsync()
    {
        if (_socket.State is WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(_socket.CloseStatus!.Value, _socket.CloseStatusDescription, CancellationToken.None);
        }
    }
}
