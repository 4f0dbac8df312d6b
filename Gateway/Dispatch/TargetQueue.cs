using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>One sender's messages for one target: a grain call at a time, which takes all that waits, so their order can't change.</summary>
/// <remarks>What the cluster holds (for a target in its grace period) does not stop what comes behind it; its outcome is asked for apart.</remarks>
internal sealed class TargetQueue(PeerId target, IPeerGrain grain, MessageSource source, PersistentDelivery delivery, IDeliveryResults results, int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly HeldBatches _held = new();
    private List<QueuedMessage> _waiting = [];
    private TaskCompletionSource? _room;
    private int _bytes;
    private bool _delivering;
    private bool _stuck;

    /// <summary>Whether nothing waits and nothing is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return !_delivering && _waiting.Count == 0 && _held.IsEmpty;
            }
        }
    }

    /// <summary>Queues a message; <see cref="Flush"/> sets it off.</summary>
    /// <returns>What the sender has to do now.</returns>
    public Admission Add(QueuedMessage message)
    {
        lock (_gate)
        {
            if (_stuck)
            {
                return Admission.Refused;
            }

            source.Begin();
            _waiting.Add(message);
            _bytes += message.Text.Length;
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

    /// <summary>Tells the sender what became of a message that did not get into the queue.</summary>
    public void Refuse(QueuedMessage message, DeliveryOutcome outcome)
    {
        if (message.Answer is null)
        {
            results.OnRefused(target, outcome, messages: 1);
        }
        else
        {
            Answer(message.Answer, outcome);
        }
    }

    private async Task DeliverAsync()
    {
        while (TryTake(out var messages))
        {
            var batch = Seal(messages);
            var outcome = await CallAsync(batch);
            if (outcome is DeliveryOutcome.OutOfTurn)
            {
                // The grain lost its memory of what it held; those come first.
                await _held.EmptiedAsync();
                batch = batch.First();
                outcome = await CallAsync(batch);
            }

            if (outcome is DeliveryOutcome.Held)
            {
                Hold(batch);
            }
            else
            {
                Settle(batch, outcome);
            }

            source.End(messages.Length);
        }
    }

    private void Hold(Batch batch)
    {
        if (_held.Add(batch))
        {
            _ = AskForHeldAsync();
        }
    }

    /// <summary>Asks for news of what is held, oldest first; where the grain lost it, the question delivers it anew.</summary>
    private async Task AskForHeldAsync()
    {
        do
        {
            var batch = _held.Oldest;
            DeliveryOutcome outcome;
            do
            {
                outcome = await CallAsync(batch);
                if (outcome is DeliveryOutcome.OutOfTurn)
                {
                    batch = batch.First();
                    outcome = DeliveryOutcome.Held;
                }
            }
            while (outcome is DeliveryOutcome.Held);

            Settle(batch, outcome);
        }
        while (_held.RemoveOldest());
    }

    private ValueTask<DeliveryOutcome> CallAsync(Batch batch) => delivery.DeliverAsync(grain, batch.Envelope, exception => results.OnFailure(target, exception));

    private Batch Seal(QueuedMessage[] messages)
    {
        var texts = new byte[messages.Length][];
        var hasSeq = false;
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = messages[i].Text;
            hasSeq |= messages[i].HasSeq;
        }

        return new Batch(source.Seal(texts, hasSeq, _held.LastNumber), messages);
    }

    private void Settle(Batch batch, DeliveryOutcome outcome)
    {
        var refused = 0;
        foreach (var message in batch.Messages)
        {
            if (message.Answer is not null)
            {
                Answer(message.Answer, outcome);
            }
            else if (outcome is not DeliveryOutcome.Delivered)
            {
                refused++;
            }
        }

        if (refused > 0)
        {
            results.OnRefused(target, outcome, refused);
        }
    }

    private void Answer(SendAnswer answer, DeliveryOutcome outcome)
    {
        if (answer.TrySettle(target, outcome))
        {
            results.OnSettled(answer);
        }
    }

    private bool TryTake(out QueuedMessage[] messages)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            messages = [.. _waiting];
            _waiting.Clear();
            if (_waiting.Capacity > 64)
            {
                // A burst's memory is not kept.
                _waiting = [];
            }

            _bytes = 0;
            _stuck = false;
            _delivering = messages.Length > 0;
            room = _room;
            _room = null;
        }

        room?.SetResult();
        return messages.Length > 0;
    }
}
