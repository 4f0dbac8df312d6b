using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text;

namespace SignalFire.Faults.SelfCheck;

/// <summary>One peer of the fake gateway: its numbered, unseen messages and its socket, if it has one.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Late senders may still take the turn; without a wait handle it holds nothing.")]
internal sealed class FakeSession(string id)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SortedDictionary<long, string> _unseen = [];
    private long _seq;
    private WebSocket? _socket;
    private volatile bool _isHushed;

    public string Id => id;

    /// <summary>Sends one message of its own, which is neither numbered nor kept.</summary>
    public Task TellAsync(string text) => InTurnAsync(() => WriteAsync(text));

    /// <summary>Numbers a message, keeps it, and sends it if there is a socket.</summary>
    public Task DeliverAsync(string sender, string message) => InTurnAsync(() =>
    {
        var text = Invariant($$"""{"senderId":"{{sender}}","seq":{{++_seq}},{{message[1..]}}""");
        _unseen.Add(_seq, text);
        return WriteAsync(text);
    });

    public Task SeeAsync(long seq) => InTurnAsync(() =>
    {
        foreach (var seen in _unseen.Keys.TakeWhile(key => key <= seq).ToArray())
        {
            _unseen.Remove(seen);
        }

        return Task.CompletedTask;
    });

    /// <summary>Takes a socket: first the greeting, then what was not seen.</summary>
    public Task AttachAsync(WebSocket socket, string greeting, long seen) => InTurnAsync(async () =>
    {
        _socket = socket;
        _isHushed = false;
        await WriteAsync(greeting);
        foreach (var text in _unseen.Where(kept => kept.Key > seen).Select(kept => kept.Value).ToArray())
        {
            await WriteAsync(text);
        }
    });

    public void Cut() => _socket?.Abort();

    /// <summary>Says nothing more on its socket.</summary>
    public void Hush() => _isHushed = true;

    private async Task InTurnAsync(Func<Task> work)
    {
        await _turn.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync(string text)
    {
        try
        {
            if (!_isHushed && _socket is { State: WebSocketState.Open } socket)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The socket is going; what is kept is replayed on the next one.
        }
    }
}
