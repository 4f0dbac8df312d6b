using System.Runtime.InteropServices;

namespace SignalFire.Grains;

/// <summary>How far the envelopes of one sender's connection got: all up to this number are delivered.</summary>
/// <param name="Source">The sender's connection.</param>
/// <param name="Number">The number of the last envelope taken.</param>
[StructLayout(LayoutKind.Auto)]
[GenerateSerializer, Immutable, Alias("signalfire.SourceMark")]
public readonly record struct SourceMark([property: Id(0)] ConnectionId Source, [property: Id(1)] long Number);
