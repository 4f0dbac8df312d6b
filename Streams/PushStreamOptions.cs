using System.ComponentModel.DataAnnotations;

namespace SignalFire.Streams;

/// <summary>
/// How silos and the processes that consume their streams watch each other. Section <c>SignalFire:Streams</c>; the same in all processes.
/// </summary>
/// <remarks>
/// Why these values: a ping is given up after 2 to 3 s (Orleans looks once a second), and the next follows at once. So a process that was
/// killed is given up 4 to 7 s later, and one that the machine starves for 3 s is not: it answers the second ping in time.
/// </remarks>
public sealed class PushStreamOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Streams";

    /// <summary>
    /// How often a silo pings each process that subscribes to its streams; 100 ms to 1 h, 1 s unless told. A silo whose pings stay out
    /// for two intervals is looked into each interval.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many pings in a row may fail (each within 2 s) before the process counts as gone; 1 to 100, 2 unless told.</summary>
    [Range(1, 100)]
    public int MaxMissedPings { get; set; } = 2;
}
