namespace SignalFire.Grains.Peers;

/// <summary>Keeps the order of a peer's messages: one push is under way, and what arrives meanwhile goes out together in the next.</summary>
/// <remarks>Runs in the grain's turns, so it needs no lock. The first caller's array is pushed as it is: a quiet peer costs no copy.</remarks>
internal sealed class PushQueue(Func<Envelope[], Task<DeliveryOutcome>> push, int maxBytes)
{
    private PushBatch? _next;

    /// <summary>Whether a push is under way.</summary>
    public bool IsPushing { get; private set; }

    /// <summary>Queues envelopes and tells what became of them.</summary>
    /// <returns><see cref="DeliveryOutcome.Unavailable"/> at once when more than the bound waits behind a push that is stuck.</returns>
    public ValueTask<DeliveryOutcome> EnqueueAsync(Envelope[] envelopes)
    {
        if (!IsPushing)
        {
            IsPushing = true;
            return PushFirstAsync(envelopes);
        }

        _next ??= new PushBatch();
        return _next.TryAdd(envelopes, maxBytes) ? new(_next.Outcome) : new(DeliveryOutcome.Unavailable);
    }

    private async ValueTask<DeliveryOutcome> PushFirstAsync(Envelope[] envelopes)
    {
        try
        {
            return await push(envelopes);
        }
        finally
        {
            if (_next is null)
            {
                IsPushing = false;
            }
            else
            {
                PushRestAsync().Ignore();
            }
        }
    }

    private async Task PushRestAsync()
    {
        while (_next is { } batch)
        {
            _next = null;
            await batch.PushAsync(push);
        }

        IsPushing = false;
    }
}
