using System.Text.Json;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Numbered messages between peers, and the proof that each arrived once, in order, byte for byte and with its true sender.</summary>
/// <param name="peers">Who takes part; they leave when this is disposed.</param>
internal sealed class Exchange(IReadOnlyList<TestPeer> peers) : IAsyncDisposable
{
    // What a careless server would normalise: escapes, number forms, white space, a repeated nested key, text beyond the first plane.
    private const string Payload = """
        "sdp": {"type":"offer", "sdp":"v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\n\u0061=ü€😀\/"},"x":[1.0e+2,-0,1E-7], "k":{"a":1,"a":2 },"senderID":null
        """;

    private readonly List<string>[] _toSend = [.. peers.Select(_ => new List<string>())];
    private readonly Dictionary<string, Queue<string>>[] _toReceive =
        [.. peers.Select(_ => new Dictionary<string, Queue<string>>(StringComparer.Ordinal))];

    private int _planned;
    private int _received;

    /// <summary>Plans a message; one with several targets is a one-to-many.</summary>
    public void Plan(int sender, params int[] targets)
    {
        var target = targets.Length == 1
            ? $"\"receiverId\":\"{peers[targets[0]].Id}\""
            : $"\"peerId\":{JsonSerializer.Serialize(targets.Select(i => peers[i].Id))}";
        var text = $$"""{{{target}},"n":{{_toSend[sender].Count}},{{Payload}}}""";
        _toSend[sender].Add(text);
        foreach (var i in targets.Distinct())
        {
            Expected(i, peers[sender].Id).Enqueue($"{{\"senderId\":\"{peers[sender].Id}\",{text[1..]}");
            _planned++;
        }
    }

    /// <summary>Sends all that is planned, all senders at once, and checks all that arrives.</summary>
    public async Task RunAsync()
    {
        var all = Task.WhenAll([.. Enumerable.Range(0, peers.Count).SelectMany(i => new[] { SendAsync(i), ReceiveAsync(i) })]);
        try
        {
            await all.Within("the exchange", TimeSpan.FromMinutes(1));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The exchange stalled: {_received} of {_planned} messages arrived.", late);
        }

        // A duplicate would be ahead of this.
        await Task.WhenAll(peers.Select(EndAsync));
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(peers.Select(peer => peer.DisposeAsync().AsTask()));

    private static async Task EndAsync(TestPeer peer)
    {
        await peer.SendAsync($$"""{"peerId":"{{peer.Id}}","end":true}""");
        var last = await peer.ReceiveAsync();
        if (!last.EndsWith("\"end\":true}", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Peer '{peer.Id}' got a message too many: {last}");
        }
    }

    private async Task SendAsync(int i)
    {
        foreach (var text in _toSend[i])
        {
            await peers[i].SendAsync(text);
        }
    }

    private async Task ReceiveAsync(int i)
    {
        for (var left = _toReceive[i].Values.Sum(queue => queue.Count); left > 0; left--)
        {
            var text = await peers[i].ReceiveAsync();
            var sender = JsonDocument.Parse(text).RootElement.TryGetProperty("senderId", out var id) ? id.GetString()! : "";
            if (!_toReceive[i].TryGetValue(sender, out var expected) || !expected.TryDequeue(out var next))
            {
                throw new InvalidOperationException($"Peer '{peers[i].Id}' got what nobody sent it: {text}");
            }

            if (!string.Equals(text, next, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Peer '{peers[i].Id}' expected of '{sender}'\n{next}\nand got\n{text}");
            }

            Interlocked.Increment(ref _received);
        }
    }

    private Queue<string> Expected(int target, string sender)
    {
        if (!_toReceive[target].TryGetValue(sender, out var queue))
        {
            _toReceive[target].Add(sender, queue = new Queue<string>());
        }

        return queue;
    }
}
