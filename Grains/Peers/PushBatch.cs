namespace SignalFire.Grains.Peers;

/// <summary>Envelopes of several senders that share one push and its outcome.</summary>
internal sealed class PushBatch
{
    private readonly List<Envelope> _envelopes = [];
    private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new();
    private int _bytes;

    public Task<DeliveryOutcome> Outcome => _outcome.Task;

    public bool TryAdd(Envelope[] envelopes, int maxBytes)
    {
        var bytes = _bytes + envelopes.Sum(envelope => envelope.Text.Length);
        // One call's envelopes are never refused for their own size: the gateway bounds it.
        if (_bytes > 0 && bytes > maxBytes)
        {
            return false;
        }

        _bytes = bytes;
        _envelopes.AddRange(envelopes);
        return true;
    }

    public async Task PushAsync(Func<Envelope[], Task<DeliveryOutcome>> push)
    {
        try
        {
            _outcome.SetResult(await push([.. _envelopes]));
        }
        catch (Exception bug)
        {
            _outcome.SetException(bug);
        }
    }
}
