using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SignalFire.Gateway.Connections;

/// <summary>What one write takes; <paramref name="CountedBytes"/> of it count against the outbox's bound until it is written: those of its <paramref name="CountedMessages"/> messages of other peers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Burst(OutboxEntry First, List<OutboxEntry>? Rest, int CountedBytes, int CountedMessages)
{
    /// <summary>The spans of those that are traced, which end when it is written.</summary>
    public List<Activity>? Spans { get; init; }
}
