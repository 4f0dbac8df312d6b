using System.ComponentModel.DataAnnotations;

namespace SignalFire.Grains.Peers;

/// <summary>Bounds of a peer's grain. Section <c>SignalFire:Peers</c>.</summary>
public sealed class PeerGrainOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Peers";

    /// <summary>
    /// How much may wait behind a push that is under way, in bytes; what comes on top is answered <c>unavailable</c>.
    /// 64 KiB to 64 MiB, 1 MiB unless told.
    /// </summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int PushQueueBytes { get; set; } = 1024 * 1024;
}
