using System.Runtime.InteropServices;
using SignalFire.Gateway.Identity;
using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>One sender's messages for one target: a grain call at a time, which takes all that waits, so their order can't change.</summary>
/// <remarks>What the cluster holds (for a target in its grace period) does not stop what comes behind it; its outcome is asked for apart.</remarks>
internal sealed class TargetQueue(
    PeerId target,
    IPeerGrain grain,
    MessageSource source,
    Backlog backlog,
    PersistentDelivery delivery,
    NewTargets newTargets,
    IDeliveryResults results,
    int maxBytes)
{
    /// <summary>How much goes with one call, unless one message is more.</summary>
    private const int MaxCallBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly HeldBatches _held = new();
    private List<QueuedMessage> _waiting = [];
    private int _bytes;
    private int _cost;
    private bool _delivering;
    private bool _stuck;
    private PeerIdentity? _basis;
    private bool _isAllowed;
    private bool _isThere;
    private bool _isUnknown;

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

    /// <summary>Whether the sender may send to the target; asked by the sender's reader only, and remembered until its identity is renewed.</summary>
    public bool IsAllowed(SendPermissions permissions)
    {
        var basis = permissions.Basis;
        if (!ReferenceEquals(_basis, basis))
        {
            _isAllowed = permissions.MaySend(basis, target);
            _basis = basis;
        }

        return _isAllowed;
    }

    /// <summary>Queues a message; <see cref="Flush"/> sets it off.</summary>
    /// <returns>What the sender has to do now.</returns>
    public Admission Add(QueuedMessage message)
    {
        lock (_gate)
        {
            var cost = message.Cost;
            if (_stuck || !backlog.TryAdd(cost))
            {
                return Admission.Refused;
            }

            source.Begin();
            _waiting.Add(message);
            _bytes += message.Text.Length;
            _cost += cost;
            return IsFull ? Admission.QueuedAndFull : Admission.Queued;
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

    /// <summary>Waits until there is room; a target that takes longer than <paramref name="patience"/> is stuck and refused from then on.</summary>
    public async Task WaitForRoomAsync(TimeSpan patience, TimeProvider time)
    {
        Flush();
        var started = time.GetTimestamp();
        for (var progress = backlog.ProgressAsync(); !HasRoom(); progress = backlog.ProgressAsync())
        {
            try
            {
                var left = patience - time.GetElapsedTime(started);
                await progress.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
            }
            catch (TimeoutException)
            {
                GiveUp();
                return;
            }
        }
    }

    /// <summary>Tells the sender what became of a message that did not get into the queue.</summary>
    public void Refuse(QueuedMessage message, DeliveryOutcome outcome)
    {
        results.OnOutcome(outcome, messages: 1);
        if (message.Answer is null)
        {
            results.OnRefused(target, outcome, messages: 1);
        }
        else
        {
            Answer(message.Answer, outcome);
        }
    }

    /// <summary>Whether too much waits to be called for, or the target has its share of what the sender may have under way.</summary>
    private bool IsFull => _bytes >= maxBytes || _cost >= backlog.Free;

    private bool HasRoom()
    {
        lock (_gate)
        {
            return !IsFull;
        }
    }

    private void GiveUp()
    {
        lock (_gate)
        {
            _stuck = IsFull;
        }

        backlog.GiveUp();
    }

    private async Task DeliverAsync()
    {
        while (TryTake(out var messages))
        {
            var batch = Seal(messages);
            var outcome = await (_isThere ? CallAsync(batch) : CallInTurnAsync(batch));
            if (outcome is DeliveryOutcome.OutOfTurn)
            {
                // The grain lost its memory of what it held; those come first.
                await _held.EmptiedAsync();
                batch = batch.First();
                outcome = await CallAsync(batch);
            }

            results.OnAnswered(messages);
            if (outcome is DeliveryOutcome.Held)
            {
                results.OnOutcome(outcome, messages.Length);
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
        if (_held.Add(batch.Again()))
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

    private ValueTask<DeliveryOutcome> CallInTurnAsync(Batch batch) => newTargets.CallAsync(() => CallAsync(batch));

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
        results.OnOutcome(outcome, batch.Messages.Length);
        var (refused, cost) = (0, 0);
        foreach (var message in batch.Messages)
        {
            cost += message.Cost;
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

        lock (_gate)
        {
            _cost -= cost;
            _stuck = _stuck && IsFull;
            Learn(outcome);
        }

        backlog.Remove(cost);
    }

    /// <summary>Notes whether the target is there. One that is not counts once: asking again for it is cheap.</summary>
    private void Learn(DeliveryOutcome outcome)
    {
        _isThere = outcome is DeliveryOutcome.Delivered || (_isThere && outcome is not (DeliveryOutcome.PeerUnknown or DeliveryOutcome.PeerGone));
        if (outcome is DeliveryOutcome.PeerUnknown && !_isUnknown)
        {
            _isUnknown = true;
            newTargets.CountUnknown();
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
        lock (_gate)
        {
            var waiting = CollectionsMarshal.AsSpan(_waiting);
            messages = waiting[..CountForCall(waiting, out var bytes)].ToArray();
            _waiting.RemoveRange(0, messages.Length);
            if (_waiting.Count == 0 && _waiting.Capacity > 64)
            {
                // A burst's memory is not kept.
                _waiting = [];
            }

            _bytes -= bytes;
            _stuck = _stuck && IsFull;
            _delivering = messages.Length > 0;
        }

        backlog.Progress();
        return messages.Length > 0;
    }

    private static int CountForCall(ReadOnlySpan<QueuedMessage> waiting, out int bytes)
    {
        bytes = 0;
        var count = 0;
        while (count < waiting.Length && (count == 0 || bytes + waiting[count].Text.Length <= MaxCallBytes))
        {
            bytes += waiting[count++].Text.Length;
        }

        return count;
    }
}
