using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SignalFire.Streams;

/// <summary>Tells two sets of subscriptions apart without listing them: how many there are, and all their ids combined by exclusive or.</summary>
/// <remarks>Costs the same whatever the size of the set. Ids are random, so two different sets never look alike in practice.</remarks>
[StructLayout(LayoutKind.Auto), GenerateSerializer, Immutable, Alias("signalfire.SubscriptionDigest")]
internal readonly record struct SubscriptionDigest([property: Id(0)] int Count, [property: Id(1)] UInt128 Ids)
{
    /// <summary>The set and one more.</summary>
    public SubscriptionDigest With(Guid subscriptionId) => new(Count + 1, Ids ^ Bits(subscriptionId));

    /// <summary>The set without one that is in it.</summary>
    public SubscriptionDigest Without(Guid subscriptionId) => new(Count - 1, Ids ^ Bits(subscriptionId));

    /// <summary>How two sets differ; the same two differ the same way each time.</summary>
    public SubscriptionDigest DifferenceTo(SubscriptionDigest other) => new(Count - other.Count, Ids ^ other.Ids);

    private static UInt128 Bits(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
