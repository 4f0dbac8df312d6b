namespace SignalFire.Silo.Hosting;

/// <summary>How much of Orleans is logged unasked: what an operator may act on, of silos and connections, and nothing that names a grain, whose key is a peer's id.</summary>
/// <remarks>
/// A list of what may speak, since most of Orleans names grains when something fails: in a message's text, or in that of an exception. Each call that
/// fails is told here too, without a name: in answers, metrics, and the events of our own classes.
/// </remarks>
internal static class OrleansLevels
{
    private const string Section = "Logging:LogLevel:";
    private const string Warning = "Warning";
    private const string Error = "Error";

    /// <summary>The levels by category, as settings.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings { get; } =
    [
        new(Section + "Orleans", "Critical"),
        // The cluster and its silos.
        new(Section + "Orleans.Runtime.MembershipService", Warning),
        new(Section + "Orleans.Runtime.ClusterMembershipService", Warning),
        new(Section + "Orleans.Runtime.Metadata", Warning),
        new(Section + "Orleans.Runtime.ClientClusterManifestProvider", Warning),
        new(Section + "Orleans.Runtime.ConsistentRing", Warning),
        new(Section + "Orleans.Clustering", Warning),
        // Of connections, not of what they carry: not Orleans.Runtime.Messaging.Connection, which names the message that it can't read or write.
        new(Section + "Orleans.Runtime.Messaging.ConnectionManager", Warning),
        new(Section + "Orleans.Runtime.Messaging.ConnectionListener", Warning),
        new(Section + "Orleans.Runtime.Messaging.Gateway", Warning),
        new(Section + "Orleans.Sockets", Warning),
        // Each failed attempt to find a silo, every second, is a warning; WaitForSilos says it once in a while.
        new(Section + "Orleans.Messaging.GatewayManager", Error),
        // Starts, stops, settings, and what ends the process. As a warning the silo recommends the server garbage collector at each start; the
        // workstation one is chosen (docs/performance.md).
        new(Section + "Orleans.Runtime.Silo", Error),
        new(Section + "Orleans.Runtime.FatalErrorHandler", Error),
        new(Section + "Orleans.ClusterClient", Warning),
        new(Section + "Orleans.Configuration", Warning),
        new(Section + "Orleans.Hosting", Warning),
        new(Section + "Orleans.Dashboard.DashboardHost", Warning),
        // A stalled process. The watchdog's first check runs before it has a start time to compare with, and cries wolf at each start.
        new(Section + "Orleans.Runtime.AsyncTimer", Warning),
        new(Section + "Orleans.Runtime.Watchdog", Error),
        // Orleans tells of each service's start and range in the service's name.
        new(Section + "SignalFire.Streams.SiloCallsService", Warning),
    ];
}
