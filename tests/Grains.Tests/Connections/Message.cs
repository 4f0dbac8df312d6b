using System.Runtime.InteropServices;

namespace SignalFire.Grains.Tests.Connections;

/// <summary>A message as a connection took it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Message(long Seq, ConnectionId Source, string Text);
