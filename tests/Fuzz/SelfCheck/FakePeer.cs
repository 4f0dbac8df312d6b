using System.Net.WebSockets;
using System.Text;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>One connection of the fake gateway.</summary>
internal sealed class FakePeer(WebSocket socket, bool v1, FakeFault fault) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _seq;
    private Held? _held;

    public string Id { get; } = Guid.NewGuid().ToString("n")[..21];

    public bool IsV1 => v1;

    /// <summary>Whether it is one of the control pair.</summary>
    public bool IsPolite { get; set; }

    public Task GreetAsync() => SayAsync($$"""{"type":"id","peerId":"{{Id}}"}""");

    /// <summary>Ends it without a word.</summary>
    public void Cut() => socket.Abort();

    public async Task CloseAsync(int code)
    {
        await _turn.WaitAsync();
        try
        {
            var reason = fault switch { FakeFault.RepeatInputInClose => Inputs.Canary.Word, FakeFault.CloseOddly => "odd", _ => "" };
            await socket.CloseOutputAsync((WebSocketCloseStatus)(fault is FakeFault.CloseOddly ? 4242 : code), reason, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task RefuseAsync(ReadOnlyMemory<byte> text) => SayAsync(fault switch
    {
        FakeFault.RepeatInput => $$"""{"type":"error","code":"bad-message","message":"What is {{Escaped(text)}}?"}""",
        FakeFault.SayHalf => """{"type":"error","code":"bad-message","message":""",
        FakeFault.SayMore => """{"type":"error","code":"bad-message","message":"No.","stack":"at Main()"}""",
        _ => """{"type":"error","code":"bad-message","message":"No."}""",
    });

    public Task AnswerAsync(FakeMessage message) => message.Type switch
    {
        "ping" => SayAsync(message.Ref is null ? """{"type":"pong"}""" : $$"""{"type":"pong","ref":{{message.Ref}}}"""),
        "seen" => Task.CompletedTask,
        _ => RefuseAsync(default),
    };

    /// <summary>Delivers a message to this peer, and answers its sender.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="message">What.</param>
    /// <param name="wrong">What to do wrong.</param>
    public async Task TakeAsync(FakePeer sender, FakeMessage message, FakeFault wrong)
    {
        var isHeld = wrong is FakeFault.Swap && Interlocked.CompareExchange(ref _held, new Held(sender, message), null) is null;
        if (!isHeld && wrong is not FakeFault.Lose)
        {
            await WriteAsync(sender, message);
            if (wrong is FakeFault.Double)
            {
                await WriteAsync(sender, message);
            }

            if (Interlocked.Exchange(ref _held, null) is { } held)
            {
                await WriteAsync(held.Sender, held.Message);
            }
        }

        for (var i = message.Ref is null ? 0 : wrong switch { FakeFault.NotAnswer => 0, FakeFault.AnswerTwice => 2, _ => 1 }; i > 0; i--)
        {
            await sender.SayAsync($$"""{"type":"ack","ref":{{message.Ref}}}""");
        }
    }

    public Task SayAsync(string text) => SayAsync(() => text);

    // The turn holds nothing without a wait handle, and late senders may still take it.
    public void Dispose() => socket.Dispose();

    /// <summary>Says what is put together in its turn, so that what is numbered goes out in the order of its numbers.</summary>
    private async Task SayAsync(Func<string> text)
    {
        await _turn.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(text()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is gone.
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task WriteAsync(FakePeer sender, FakeMessage message) => SayAsync(() =>
    {
        var from = fault is FakeFault.BelieveSender && message.Claim is { } claim ? claim : sender.Id;
        _seq += fault is FakeFault.SkipSeq && _seq % 10 == 9 ? 2 : 1;
        var seq = v1 ? Invariant($",\"seq\":{_seq}") : "";
        var second = fault is FakeFault.KeepSecondSender && message.Claim is not null ? $",\"sender\\u0049d\":\"{sender.Id}\"" : "";
        return $$"""{"senderId":"{{from}}"{{seq}},{{message.Body}}{{second}}}""";
    });

    private static string Escaped(ReadOnlyMemory<byte> text) => System.Text.Json.JsonEncodedText.Encode(Encoding.UTF8.GetString(text.Span)).ToString();

    /// <summary>A message that goes out behind the next.</summary>
    private sealed record Held(FakePeer Sender, FakeMessage Message);
}
