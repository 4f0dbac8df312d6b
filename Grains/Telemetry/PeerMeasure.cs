using System.Runtime.InteropServices;

namespace SignalFire.Grains.Telemetry;

/// <summary>What a peer is and has that is counted over all peers of a silo.</summary>
/// <param name="Attached">1 when a connection speaks for it.</param>
/// <param name="Away">1 when it is in its grace period.</param>
/// <param name="MailboxMessages">What waits for it while no connection speaks for it, in messages.</param>
/// <param name="MailboxBytes">The same in bytes.</param>
/// <param name="Unseen">Messages that it was sent and has not said to have seen.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PeerMeasure(byte Attached, byte Away, int MailboxMessages, int MailboxBytes, int Unseen);
