using System.Runtime.InteropServices;

namespace SignalFire.Grains.Peers;

/// <summary>What became of an envelope.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Outcome">Its last outcome.</param>
[StructLayout(LayoutKind.Auto)]
[GenerateSerializer, Immutable, Alias("signalfire.SettledEnvelope")]
internal readonly record struct SettledEnvelope([property: Id(0)] long Number, [property: Id(1)] DeliveryOutcome Outcome);
