using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Model;

/// <summary>A sender's connection at its gateway: one call under way, what is held is asked for apart, oldest first.</summary>
internal sealed class ModelSender(string name)
{
    private readonly Sender _source = new(name);
    private readonly Queue<Envelope> _held = new();
    private readonly List<Envelope> _late = [];
    private Envelope? _sent;
    private Task<DeliveryOutcome>? _call;
    private Task<DeliveryOutcome>? _question;
    private bool _waitsForHeld;
    private bool _isDeaf;
    private int _texts;

    public ConnectionId Id => _source.Id;

    /// <summary>What became of the messages that are settled.</summary>
    public Dictionary<string, DeliveryOutcome> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>The messages of which the sender knows nothing yet.</summary>
    public bool IsIdle => _sent is null && _held.Count == 0;

    /// <summary>Sends, unless a call is under way.</summary>
    public void Send(Peer peer, int messages)
    {
        if (_sent is null)
        {
            string[] texts = [.. Enumerable.Range(0, messages).Select(_ => $"{name} {_texts++:d6}")];
            _sent = _source.SealAfter(_held.Count > 0 ? _held.Last().Number : 0, texts);
            _call = peer.DeliverAsync(_sent, out _);
        }
    }

    /// <summary>The answer to the call that is under way is lost, and to the next when there is none: it is called again before it is heard of.</summary>
    public void LoseAnswer() => _isDeaf = true;

    /// <summary>No answer is lost.</summary>
    public void Hear() => _isDeaf = false;

    /// <summary>The calls under way are given up, and made again; they may arrive yet.</summary>
    public void CallAgain(Peer peer)
    {
        _isDeaf = false;
        if (_sent is not null && !_waitsForHeld)
        {
            if (_call is { IsCompleted: false })
            {
                _late.Add(_sent);
            }

            _sent = _sent.Repeated();
            _call = peer.DeliverAsync(_sent, out _);
        }

        if (_held.TryPeek(out var oldest))
        {
            _late.Add(oldest);
            _question = peer.DeliverAsync(oldest, out _);
        }
    }

    /// <summary>A call that was given up arrives.</summary>
    public void CallLate(Peer peer, int which)
    {
        if (_late.Count > 0)
        {
            var late = _late[which % _late.Count];
            _late.Remove(late);
            _ = peer.DeliverAsync(late, out _);
        }
    }

    /// <summary>What was given up long ago does not arrive any more.</summary>
    public void ForgetLate() => _late.Clear();

    /// <summary>Acts on the answers.</summary>
    public async Task HearAsync(Peer peer)
    {
        if (_isDeaf)
        {
            return;
        }

        await HearAboutHeldAsync(peer);
        if (_waitsForHeld && _held.Count == 0)
        {
            _waitsForHeld = false;
            _sent = First(_sent!);
            _call = peer.DeliverAsync(_sent, out _);
        }

        if (_waitsForHeld || _call is not { IsCompleted: true })
        {
            return;
        }

        var outcome = await _call;
        switch (outcome)
        {
            case DeliveryOutcome.OutOfTurn:
                _waitsForHeld = true;
                return;
            case DeliveryOutcome.Held:
                _held.Enqueue(_sent!.Repeated());
                break;
            default:
                Settle(_sent!, outcome);
                break;
        }

        (_sent, _call) = (null, null);
    }

    private static Envelope First(Envelope envelope) => envelope.Repeated(after: 0);

    private async Task HearAboutHeldAsync(Peer peer)
    {
        while (_held.TryPeek(out var oldest))
        {
            _question ??= peer.DeliverAsync(oldest, out _);
            if (!_question.IsCompleted)
            {
                return;
            }

            var outcome = await _question;
            _question = null;
            switch (outcome)
            {
                case DeliveryOutcome.OutOfTurn:
                    _question = peer.DeliverAsync(First(oldest), out _);
                    break;
                case DeliveryOutcome.Held:
                    break;
                default:
                    Settle(_held.Dequeue(), outcome);
                    break;
            }
        }
    }

    private void Settle(Envelope envelope, DeliveryOutcome outcome)
    {
        foreach (var text in envelope.Texts)
        {
            Assert.True(Outcomes.TryAdd(System.Text.Encoding.UTF8.GetString(text), outcome), "A message has one outcome.");
        }
    }
}
