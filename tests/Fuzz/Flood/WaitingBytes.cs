namespace SignalFire.Fuzz.Flood;

/// <summary>What may wait in a gateway with stock options (docs/configuration.md) while peers send to one that never reads.</summary>
internal static class WaitingBytes
{
    private const long Kibibyte = 1024;

    /// <summary>Of one sender for one target: <c>TargetQueueBytes</c>, as much again on its way in a call, and the message that is being read.</summary>
    private const long OfSender = (2 * 256 * Kibibyte) + (64 * Kibibyte);

    /// <summary>For the one target: <c>OutboxBytes</c>, and <c>PushQueueBytes</c> in its grain.</summary>
    private const long OfTarget = 2 * 1024 * Kibibyte;

    /// <summary>What the process needs for itself under load: garbage that is not collected yet, sockets, compiled code.</summary>
    private const long Garbage = 256 * 1024 * Kibibyte;

    public static long AtMost(int senders) => (senders * OfSender) + OfTarget + Garbage;
}
