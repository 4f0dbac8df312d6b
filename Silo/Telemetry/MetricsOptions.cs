using System.ComponentModel.DataAnnotations;

namespace SignalFire.Silo.Telemetry;

/// <summary>Whether and where a program tells its numbers. Section <c>SignalFire:Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Metrics";

    /// <summary>Whether anything is counted; it is unless told otherwise.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// A port of its own for <c>/metrics</c> (and the health endpoints), on all addresses and for everybody who reaches it; 1 to 65,535. None
    /// unless told: <c>/metrics</c> is on the program's own port then, for this machine alone.
    /// </summary>
    [Range(1, 65_535)]
    public int? Port { get; set; }
}
