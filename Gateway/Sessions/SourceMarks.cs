using System.Runtime.InteropServices;
using SignalFire.Grains;

namespace SignalFire.Gateway.Sessions;

/// <summary>How far the envelopes of each sender's connection got that delivered lately.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SourceMarks(TimeProvider time)
{
    /// <summary>For how long a sender's gateway may try again: longer than <see cref="GatewayOptions.DeliveryPatience"/> can be.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private const int LeastSources = 32;

    private Dictionary<ConnectionId, Mark>? _marks;
    private int _pruneAt = LeastSources;

    public void Note(ConnectionId source, long number)
    {
        _marks ??= [];
        ref var mark = ref CollectionsMarshal.GetValueRefOrAddDefault(_marks, source, out _);
        mark = new Mark(number, time.GetTimestamp());
        if (_marks.Count > _pruneAt)
        {
            Prune(_marks);
        }
    }

    public SourceMark[] ToArray() => _marks is null ? [] : [.. _marks.Select(mark => new SourceMark(mark.Key, mark.Value.Number))];

    private void Prune(Dictionary<ConnectionId, Mark> marks)
    {
        foreach (var (source, mark) in marks)
        {
            if (time.GetElapsedTime(mark.At) > Memory)
            {
                marks.Remove(source);
            }
        }

        _pruneAt = Math.Max(LeastSources, marks.Count * 2);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mark(long Number, long At);
}
