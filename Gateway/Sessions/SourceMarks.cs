using System.Runtime.InteropServices;
using SignalFire.Grains;

namespace SignalFire.Gateway.Sessions;

/// <summary>How far the envelopes of each sender's connection got that delivered lately.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SourceMarks(TimeProvider time)
{
    /// <summary>For how long a sender's gateway may try again: longer than <see cref="GatewayOptions.DeliveryPatience"/> can be.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    // Not before it is needed: many connections are sent nothing.
    private RecentTable<ConnectionId, Mark>? _marks;

    public void Note(SourceMark mark)
    {
        _marks ??= new RecentTable<ConnectionId, Mark>(mark => time.GetElapsedTime(mark.At) > Memory);
        // What older connections took may be told behind what this one took.
        _marks.TryGet(mark.Source, out var known);
        var both = mark with { Number = Math.Max(mark.Number, known.Last.Number), Unclear = Math.Max(mark.Unclear, known.Last.Unclear) };
        _marks.Set(mark.Source, new Mark(both, time.GetTimestamp()));
    }

    public SourceMark[] ToArray() => _marks is null ? [] : [.. _marks.All.Select(mark => mark.Value.Last)];

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mark(SourceMark Last, long At);
}
