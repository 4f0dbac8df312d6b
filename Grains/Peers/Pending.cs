using System.Runtime.InteropServices;

namespace SignalFire.Grains.Peers;

/// <summary>An envelope whose sender waits for its outcome.</summary>
/// <param name="Envelope">The messages.</param>
/// <param name="Settlement">Their outcome.</param>
/// <param name="Deadline">Until when they may wait for a peer that nobody knows, as a timestamp.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pending(Envelope Envelope, Settlement Settlement, long Deadline = long.MaxValue);
