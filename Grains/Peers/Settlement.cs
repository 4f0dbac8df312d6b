using SignalFire.Grains.Telemetry;

namespace SignalFire.Grains.Peers;

/// <summary>What becomes of one envelope: perhaps held for a while, then settled, once.</summary>
/// <param name="number">The envelope's number.</param>
/// <param name="messages">How many messages are counted with its outcome.</param>
/// <param name="metrics">Where they are; null for one that was counted elsewhere.</param>
internal sealed class Settlement(long number, int messages = 0, PeerMetrics? metrics = null)
{
    // Continuations run in the grain's turn; whoever waits is a call of the grain.
    private TaskCompletionSource<DeliveryOutcome> _news = new();

    /// <summary>The envelope's number.</summary>
    public long Number => number;

    /// <summary>Whether it has its last outcome.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether its sender was told that it is held, and so asks again.</summary>
    public bool WasHeld { get; private set; }

    /// <summary>Its last outcome, once it has one.</summary>
    public DeliveryOutcome Outcome { get; private set; }

    /// <summary>When it was settled.</summary>
    public long SettledAt { get; private set; }

    /// <summary>Completes with the next thing to tell the sender.</summary>
    public Task<DeliveryOutcome> News => _news.Task;

    /// <summary>Tells who waits that the messages are held; who asks from now on waits for the next news.</summary>
    public void Hold()
    {
        if (!IsSettled)
        {
            WasHeld = true;
            var news = _news;
            _news = new TaskCompletionSource<DeliveryOutcome>();
            news.SetResult(DeliveryOutcome.Held);
        }
    }

    /// <summary>Settles it; only the first outcome counts.</summary>
    public void Settle(DeliveryOutcome outcome, long now = 0)
    {
        if (!IsSettled)
        {
            IsSettled = true;
            Outcome = outcome;
            SettledAt = now;
            metrics?.Delivered(outcome, messages);
            _news.SetResult(outcome);
        }
    }
}
