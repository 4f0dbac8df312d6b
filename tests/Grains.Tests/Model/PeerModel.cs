namespace SignalFire.Grains.Tests.Model;

/// <summary>A peer beside a model of it: who is attached, and what each connection gets. Takes steps with both and compares.</summary>
internal sealed class PeerModel(TestPeer peer)
{
    private static readonly PeerId[] Senders = [PeerId.Parse("bob"), PeerId.Parse("carol"), PeerId.Parse("dave")];

    private readonly List<ModelConnection> _connections = [];
    private ModelConnection? _attached;
    private int _texts;

    public Task TakeAsync(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Connect:
                return ConnectAsync();
            case StepKind.Deliver:
                return DeliverAsync(Senders[..1]);
            case StepKind.DeliverAtOnce:
                return DeliverAsync(Senders);
            default:
                return _connections.Count == 0 ? Task.CompletedTask : EndAsync(step.Kind, _connections[^(1 + (step.Which % _connections.Count))]);
        }
    }

    public async Task AssertAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.AssertAsync();
        }
    }

    private async Task ConnectAsync()
    {
        var connection = new ModelConnection(await peer.ConnectAsync());

        Assert.Equal(_attached is not null, connection.Real.Attachment.Replaced);
        Assert.All(_connections, older => Assert.True(older.Real.Attachment.Epoch < connection.Real.Attachment.Epoch, "Epochs grow."));
        if (_attached is { Listens: true })
        {
            _attached.Replaced = true;
            // The grain does not wait for it to be told: wait here, or a next step that ends it may come first.
            await Eventually.HappensAsync(_attached.Real.Replaced, "a connection is told that it is replaced");
        }

        _attached = connection;
        _connections.Add(connection);
    }

    private async Task EndAsync(StepKind how, ModelConnection connection)
    {
        switch (how)
        {
            case StepKind.Leave:
                connection.Listens = false;
                AssertDetached(connection, await connection.Real.LeaveAsync());
                break;
            case StepKind.Detach:
                AssertDetached(connection, await connection.Real.DetachAsync());
                break;
            case StepKind.Unsubscribe:
                connection.Listens = false;
                await connection.Real.UnsubscribeAsync();
                break;
            case StepKind.Lose:
                connection.Listens = false;
                connection.Real.Lose();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    private void AssertDetached(ModelConnection connection, bool wasLast)
    {
        if (connection == _connections[^1])
        {
            Assert.True(wasLast, "The last connection is the last.");
            _attached = null;
        }
        else if (_attached is not null)
        {
            Assert.False(wasLast, "A stale detach changes nothing.");
        }

        // Otherwise nobody is attached, and the grain may have left its memory and forgotten who was.
    }

    private async Task DeliverAsync(PeerId[] senders)
    {
        var lost = _attached is { Listens: false } ? _attached : null;
        var outcomes = await Task.WhenAll(senders.Select(async sender =>
        {
            string[] texts = [.. Enumerable.Range(0, 3).Select(_ => $"{sender} {Interlocked.Increment(ref _texts)}")];
            _attached?.Messages.AddRange(_attached.Listens ? texts.Select(text => (sender, text)) : []);
            return await peer.DeliverAsync(sender, texts);
        }));

        var expected = _attached is { Listens: true } ? DeliveryOutcome.Delivered : DeliveryOutcome.PeerUnknown;
        Assert.All(outcomes, outcome => Assert.Equal(expected, outcome));
        _attached = lost is null ? _attached : null;
    }
}
