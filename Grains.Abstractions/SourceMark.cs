using System.Runtime.InteropServices;

namespace SignalFire.Grains;

/// <summary>How far the envelopes of one sender's connection got: all up to this number are delivered.</summary>
/// <param name="Source">The sender's connection.</param>
/// <param name="Number">The number of the last envelope taken.</param>
/// <param name="Unclear">The last of which nobody knows whether it is, or that waited and was refused; 0 for none.</param>
[StructLayout(LayoutKind.Auto)]
[GenerateSerializer, Immutable, Alias("signalfire.SourceMark")]
public readonly record struct SourceMark([property: Id(0)] ConnectionId Source, [property: Id(1)] long Number, [property: Id(2)] long Unclear = 0)
{
    /// <summary>What became of one of them.</summary>
    public DeliveryOutcome OutcomeOf(long number) => number <= Unclear ? DeliveryOutcome.Unavailable : DeliveryOutcome.Delivered;

    /// <summary>Whether an envelope is one of those.</summary>
    public bool Covers(Envelope envelope) => envelope.Source == Source && envelope.Number <= Number;
}
