using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>One sender's messages for one target: a grain call at a time, which takes all that waits, so their order can't change.</summary>
internal sealed class TargetQueue(PeerId target, IPeerGrain grain, IDeliveryResults results, int maxBytes)
{
    private readonly Lock _gate = new();
    private List<Envelope> _waiting = [];
    private TaskCompletionSource? _room;
    private int _bytes;
    private bool _delivering;
    private bool _stuck;

    public PeerId Target => target;

    /// <summary>Whether nothing waits and nothing is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return !_delivering && _waiting.Count == 0;
            }
        }
    }

    /// <summary>Queues an envelope; <see cref="Flush"/> sets it off.</summary>
    /// <returns>What the sender has to do now.</returns>
    public Admission Add(Envelope envelope)
    {
        lock (_gate)
        {
            if (_stuck)
            {
                return Admission.Refused;
            }

            _waiting.Add(envelope);
            _bytes += envelope.Text.Length;
            return _bytes < maxBytes ? Admission.Queued : Admission.QueuedAndFull;
        }
    }

    /// <summary>Starts delivering what waits; while a delivery is under way there is nothing to do, it goes on by itself.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_delivering || _waiting.Count == 0)
            {
                return;
            }

            _delivering = true;
        }

        _ = DeliverAsync();
    }

    /// <summary>Waits until the queue is taken; a target that takes longer than <paramref name="patience"/> is stuck and refused from then on.</summary>
    public async Task WaitForRoomAsync(TimeSpan patience, TimeProvider time)
    {
        Flush();
        Task room;
        lock (_gate)
        {
            if (_bytes < maxBytes)
            {
                return;
            }

            room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await room.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            lock (_gate)
            {
                _stuck = _bytes >= maxBytes;
            }
        }
    }

    private async Task DeliverAsync()
    {
        while (TryTake(out var envelopes))
        {
            DeliveryOutcome outcome;
            try
            {
                outcome = await grain.DeliverAsync(envelopes);
            }
            catch (Exception exception)
            {
                // Whatever it is, it must not end this loop: the sender is told that it is unclear, and the next batch goes out.
                results.OnFailure(target, exception);
                outcome = DeliveryOutcome.Unavailable;
            }

            if (outcome is not DeliveryOutcome.Delivered)
            {
                results.OnRefused(target, outcome, envelopes.Length);
            }
        }
    }

    private bool TryTake(out Envelope[] envelopes)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            envelopes = [.. _waiting];
            _waiting.Clear();
            if (_waiting.Capacity > 64)
            {
                // A burst's memory is not kept.
                _waiting = [];
            }

            _bytes = 0;
            _stuck = false;
            _delivering = envelopes.Length > 0;
            room = _room;
            _room = null;
        }

        room?.SetResult();
        return envelopes.Length > 0;
    }
}
