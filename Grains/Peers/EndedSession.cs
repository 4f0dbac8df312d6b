using System.Runtime.InteropServices;

namespace SignalFire.Grains.Peers;

/// <summary>A session that is over.</summary>
/// <param name="Id">The session.</param>
/// <param name="Generation">The last of its tokens for which it is.</param>
[StructLayout(LayoutKind.Auto)]
[GenerateSerializer, Immutable, Alias("signalfire.EndedSession")]
internal readonly record struct EndedSession([property: Id(0)] Guid Id, [property: Id(1)] int Generation);
