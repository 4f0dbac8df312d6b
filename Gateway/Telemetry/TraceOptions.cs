using System.ComponentModel.DataAnnotations;

namespace SignalFire.Gateway.Telemetry;

/// <summary>What is traced, where somebody listens. Section <c>SignalFire:Traces</c>.</summary>
public sealed class TraceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Traces";

    /// <summary>The share of messages, and of connects, that are traced; 0 to 1, 0.001 unless told. Messages that travel together count as one.</summary>
    [Range(0.0, 1.0)]
    public double Ratio { get; set; } = 0.001;
}
