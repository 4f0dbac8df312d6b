namespace SignalFire.Grains.Tests.Model;

/// <summary>A real grain between senders, connections and activations that fail, one at a time.</summary>
internal sealed class GrainModel(TestPeer peer)
{
    private static readonly string[] Senders = ["bob", "carol", "dave"];

    private readonly Dictionary<string, Task> _sending = Senders.ToDictionary(sender => sender, _ => Task.CompletedTask, StringComparer.Ordinal);
    private readonly List<(string Text, Task<DeliveryOutcome> Outcome)> _sent = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _lastOf = new(StringComparer.Ordinal);
    private TestConnection? _connection;
    private bool _isOnline;
    private long _lastRead;

    public async Task TakeAsync(GrainStep step)
    {
        switch (step)
        {
            case GrainStep.Send or GrainStep.SendAndRead:
                Array.ForEach(Senders, Send);
                Read(step is GrainStep.SendAndRead);
                break;
            case GrainStep.Connect:
                await (_connection is null || _isOnline ? Task.CompletedTask : ResumeAsync());
                await EndAsync(ends: true);
                _connection = await peer.ConnectResumableAsync();
                (_isOnline, _lastRead) = (true, 0);
                break;
            case GrainStep.Resume when _connection is not null:
                await ResumeAsync();
                break;
            case GrainStep.Lose or GrainStep.Leave when _isOnline:
                await EndAsync(ends: step is GrainStep.Leave);
                break;
            case GrainStep.Crash when _isOnline:
                await peer.DeactivateAsync();
                await ReattachAsync();
                break;
            default:
                break;
        }
    }

    /// <summary>The client comes back: what is acknowledged was read, once and in order.</summary>
    public async Task AssertAsync()
    {
        if (_connection is not null)
        {
            await ResumeAsync();
        }

        foreach (var (text, outcome) in _sent)
        {
            if (await Eventually.HappensAsync(outcome, $"the outcome of {text}") is DeliveryOutcome.Delivered)
            {
                Read();
                Assert.True(_read.Contains(text), $"{text} is acknowledged and was not read.");
            }
        }
    }

    private void Send(string sender)
    {
        if (_sending[sender].IsCompleted)
        {
            var text = $"{sender} {_sent.Count:d6}";
            var outcome = peer.AskUntilSettledAsync(peer.Sender(sender).Seal(text));
            _sending[sender] = outcome;
            _sent.Add((text, outcome));
        }
    }

    private void Read(bool really = true)
    {
        foreach (var message in really && _connection is not null ? _connection.Drain() : [])
        {
            Assert.Equal(_lastRead + 1, message.Seq);
            Assert.True(_read.Add(message.Text), $"{message} was read twice.");
            var sender = message.Text.Split(' ')[0];
            Assert.True(string.CompareOrdinal(_lastOf.GetValueOrDefault(sender), message.Text) < 0, $"{message} after {_lastOf.GetValueOrDefault(sender)}");
            _lastOf[sender] = message.Text;
            _lastRead = message.Seq;
        }
    }

    private async Task ResumeAsync()
    {
        var older = _connection!;
        _connection = await peer.ResumeAsync(older, _lastRead);
        Assert.Equal(AttachOutcome.Resumed, _connection.Attachment.Outcome);
        await Eventually.IsTrueAsync(() => Task.FromResult(_connection.View.LastSeq >= older.View.LastSeq), "what was not seen comes again");
        _isOnline = true;
    }

    private async Task EndAsync(bool ends)
    {
        if (_isOnline)
        {
            // Who says goodbye has read everything that there is; nobody knows what was on its way then.
            await (ends ? Task.WhenAll(_sending.Values) : Task.CompletedTask);
            Read(ends);
            await _connection!.LeaveAsync(ends);
        }

        (_isOnline, _connection) = (false, ends ? null : _connection);
    }

    /// <summary>What its gateway does when it hears that the subscription is lost.</summary>
    private async Task ReattachAsync()
    {
        await _connection!.SubscribeAsync();
        Assert.Equal(AttachOutcome.Resumed, (await _connection.AttachAnewAsync()).Outcome);
    }
}
