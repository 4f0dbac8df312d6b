using System.Diagnostics.CodeAnalysis;

namespace SignalFire.Gateway.Dispatch;

/// <summary>The queues of the targets that one sender talked to last.</summary>
/// <param name="kept">How many are kept at least; more only as long as messages of theirs are under way.</param>
internal sealed class LastTargets(int kept)
{
    /// <summary>How many are looked at besides two for each that was found: so the work for a message is bounded, and what is too many still becomes less.</summary>
    private const int FurtherLooks = 8;

    private readonly Dictionary<string, LinkedListNode<(string Target, TargetQueue Queue)>> _queues = new(StringComparer.Ordinal);

    /// <summary>The one that was not talked to for the longest time comes first.</summary>
    private readonly LinkedList<(string Target, TargetQueue Queue)> _order = new();

    private int _found;

    /// <summary>The queue of a target that is about to be talked to.</summary>
    public bool TryFind(ReadOnlySpan<char> target, [NotNullWhen(true)] out TargetQueue? queue)
    {
        if (!_queues.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(target, out var node))
        {
            queue = null;
            return false;
        }

        _found++;
        MoveToEnd(node);
        queue = node.Value.Queue;
        return true;
    }

    /// <summary>Keeps the queue of a target that is new.</summary>
    public void Add(string target, TargetQueue queue)
    {
        _queues.Add(target, _order.AddLast((target, queue)));
        _found++;
    }

    /// <summary>Forgets the oldest that nothing is under way to, down to as many as are kept. Between messages only: two queues for one target would break its order.</summary>
    public void ForgetIdle()
    {
        for (var looks = (2 * _found) + FurtherLooks; _order.Count > kept && looks > 0; looks--)
        {
            var oldest = _order.First!;
            if (oldest.Value.Queue.IsIdle)
            {
                _order.Remove(oldest);
                _queues.Remove(oldest.Value.Target);
            }
            else
            {
                MoveToEnd(oldest);
            }
        }

        _found = 0;
    }

    private void MoveToEnd(LinkedListNode<(string Target, TargetQueue Queue)> node)
    {
        if (node != _order.Last)
        {
            _order.Remove(node);
            _order.AddLast(node);
        }
    }
}
