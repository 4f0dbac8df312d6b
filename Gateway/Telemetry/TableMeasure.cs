using System.Runtime.InteropServices;

namespace SignalFire.Gateway.Telemetry;

/// <summary>What all connections of a gateway have together.</summary>
/// <param name="Classic">Connections that speak the classic form.</param>
/// <param name="V1">Connections that speak v1.</param>
/// <param name="OutboxMessages">What waits in their outboxes, in messages.</param>
/// <param name="OutboxBytes">The same in bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableMeasure(long Classic, long V1, long OutboxMessages, long OutboxBytes);
