using System.ComponentModel.DataAnnotations;

namespace SignalFire.Streams;

/// <summary>How a silo watches the processes that consume its streams. Section <c>SignalFire:Streams</c>.</summary>
public sealed class PushStreamOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Streams";

    /// <summary>How often each consumer process is pinged; 100 ms to 1 h, 3 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How many pings in a row may fail (each within 2 s) before the process counts as gone; 1 to 100, 2 unless told.</summary>
    [Range(1, 100)]
    public int MaxMissedPings { get; set; } = 2;
}
