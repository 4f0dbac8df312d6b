using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Sends one sender's messages on their way, each into the queue of its target.</summary>
/// <remarks>Used by the sender's reader only. It keeps the queues of its last targets, so a message to one of them looks nothing up.</remarks>
internal sealed class Dispatcher(
    MessageSource source,
    SendPermissions permissions,
    IGrainFactory grains,
    PersistentDelivery delivery,
    NewTargets newTargets,
    IDeliveryResults results,
    GatewayOptions options,
    TimeProvider time)
{
    private const int KeptTargets = 128;

    private readonly Backlog _backlog = new(options.SenderQueueBytes);
    private readonly List<TargetQueue> _toFlush = [];
    private LastTargets? _targets;
    private List<TargetQueue>? _full;
    private int _toFlushBytes;
    private bool _hasNew;

    /// <summary>How many distinct targets the last message had that was queued.</summary>
    public int Targets { get; private set; }

    /// <summary>Queues a message for its targets.</summary>
    /// <returns>Why it can't be honoured, if so; then no target gets it.</returns>
    public Fault? Dispatch(scoped in PeerMessage message)
    {
        var targets = message.Targets;
        var fault = targets.IsArray ? DispatchToMany(message, targets) : DispatchToOne(message, targets);
        if (fault is not null)
        {
            // It may have looked up targets that no flush will follow.
            _targets?.ForgetIdle();
        }

        return fault;
    }

    /// <summary>Sets off what <see cref="Dispatch"/> queued; called before the reader waits, so that a burst goes out as one call per target.</summary>
    public void Flush()
    {
        foreach (var queue in CollectionsMarshal.AsSpan(_toFlush))
        {
            queue.Flush();
        }

        _toFlush.Clear();
        _toFlushBytes = 0;
        _targets?.ForgetIdle();
    }

    /// <summary>Holds the reader back while the queues it filled are full; completes at once otherwise.</summary>
    public async ValueTask WaitForRoomAsync()
    {
        if (_full is { } full)
        {
            _full = null;
            Flush();
            await Task.WhenAll(full.Select(queue => queue.WaitForRoomAsync(options.TargetPatience, time)));
        }
        else if (_toFlushBytes >= options.TargetQueueBytes)
        {
            Flush();
        }

        if (_hasNew)
        {
            _hasNew = false;
            Flush();
            await newTargets.WaitForRoomAsync();
        }
    }

    private Fault? DispatchToOne(scoped in PeerMessage message, TargetReader targets)
    {
        Span<char> target = stackalloc char[PeerId.MaxBytes];
        if (!targets.TryReadNext(target, out var length, out var fault) || !TryFind(target[..length], out var queue, out fault))
        {
            return fault ?? Fault.TargetText;
        }

        Targets = 1;
        Add(queue, new QueuedMessage(source.Text.Compose(message), message.HasSeq, AnswerTo(message, targets: 1), time.GetTimestamp()));
        return null;
    }

    private Fault? DispatchToMany(scoped in PeerMessage message, TargetReader targets)
    {
        // All targets are read before the first is served: a message is honoured whole or not at all.
        var queues = new HashSet<TargetQueue>();
        Span<char> target = stackalloc char[PeerId.MaxBytes];
        Fault? fault;
        while (targets.TryReadNext(target, out var length, out fault))
        {
            if (!TryFind(target[..length], out var queue, out fault))
            {
                return fault;
            }

            if (queues.Add(queue) && queues.Count > options.MaxTargets)
            {
                return Fault.TooManyTargets(options.MaxTargets);
            }
        }

        if (fault is not null || queues.Count == 0)
        {
            return fault ?? Fault.NoTarget;
        }

        Targets = queues.Count;
        var queued = new QueuedMessage(source.Text.Compose(message), message.HasSeq, AnswerTo(message, queues.Count), time.GetTimestamp());
        foreach (var queue in queues)
        {
            Add(queue, queued);
        }

        return null;
    }

    private static SendAnswer? AnswerTo(scoped in PeerMessage message, int targets) =>
        message.Ref.IsEmpty ? null : new SendAnswer(message.Ref.ToArray(), targets, message.Targets.IsArray);

    private bool TryFind(ReadOnlySpan<char> target, [NotNullWhen(true)] out TargetQueue? queue, [NotNullWhen(false)] out Fault? fault)
    {
        fault = null;
        _targets ??= new LastTargets(KeptTargets);
        if (_targets.TryFind(target, out queue))
        {
            return true;
        }

        // Before the name is looked at: a flood of names has to be cheap to refuse.
        if (newTargets.RetryAfter() is { } wait)
        {
            fault = Fault.UnknownTargets(wait);
            return false;
        }

        if (!PeerId.TryParse(target.ToString(), out var peer))
        {
            fault = Fault.TargetText;
            return false;
        }

        _hasNew = true;

        queue = new TargetQueue(peer, grains.GetGrain<IPeerGrain>(peer.Value), source, _backlog, delivery, newTargets, results, options.TargetQueueBytes);
        _targets.Add(peer.Value, queue);
        return true;
    }

    private void Add(TargetQueue queue, QueuedMessage message)
    {
        if (!queue.IsAllowed(permissions))
        {
            queue.Refuse(message, DeliveryOutcome.Denied);
            return;
        }

        switch (queue.Add(message))
        {
            case Admission.Refused:
                queue.Refuse(message, DeliveryOutcome.Unavailable);
                return;
            case Admission.QueuedAndFull:
                (_full ??= []).Add(queue);
                break;
            default:
                break;
        }

        _toFlush.Add(queue);
        _toFlushBytes += message.Text.Length;
    }
}
