namespace SignalFire.Fuzz.Run;

/// <summary>Settings under which no limit keeps the inputs from what they are to test.</summary>
internal static class OpenDoor
{
    public static IReadOnlyList<string> Settings { get; } =
    [
        "SignalFire:Gateway:MaxBadMessagesInRow=10000",
        "SignalFire:Gateway:MessagesPerSecond=1000000",
        "SignalFire:Gateway:BytesPerSecond=1073741824",
        "SignalFire:Gateway:UnknownTargetsPerSecond=1000000",
        "SignalFire:Door:SlowAttach=00:01:00",
        // What hostile peers leave behind is gone when memory is looked at.
        "SignalFire:Peers:GracePeriod=00:00:02",
        // Half-open connections are ended while somebody still waits for it.
        "SignalFire:Gateway:KeepAliveInterval=00:00:01",
        "SignalFire:Gateway:KeepAliveTimeout=00:00:03",
    ];
}
