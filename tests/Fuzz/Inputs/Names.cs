using System.Runtime.InteropServices;

namespace SignalFire.Fuzz.Inputs;

/// <summary>The ids that a hostile peer knows: its own, and those of the two it would like to hurt.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Names(byte[] Self, byte[] Alice, byte[] Bob);
