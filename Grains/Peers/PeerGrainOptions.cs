using System.ComponentModel.DataAnnotations;

namespace SignalFire.Grains.Peers;

/// <summary>Bounds of a peer's grain. Section <c>SignalFire:Peers</c>.</summary>
public sealed class PeerGrainOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Peers";

    /// <summary>How long a v1 peer may be without a connection before it is gone; 0 to 1 h, 30 s unless told. Messages for it wait as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages are kept that a v1 peer has not said to have seen; 16 to 65,536, 256 unless told. The oldest give way: a resume has a gap then.</summary>
    [Range(16, 65_536)]
    public int UnseenMessages { get; set; } = 256;

    /// <summary>How many bytes of them are kept; 16 KiB to 64 MiB, 256 KiB unless told.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int UnseenBytes { get; set; } = 256 * 1024;

    /// <summary>How many messages may wait for a peer without a connection; 1 to 65,536, 256 unless told. Above it: <c>mailbox-full</c>.</summary>
    [Range(1, 65_536)]
    public int MailboxMessages { get; set; } = 256;

    /// <summary>How many bytes may wait for a peer without a connection; 1 KiB to 64 MiB, 256 KiB unless told. Above it: <c>mailbox-full</c>.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MailboxBytes { get; set; } = 256 * 1024;

    /// <summary>How long a message for a peer that nobody knows waits for it before it is answered <c>peer-unknown</c>; 0 to 1 min, 0 unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan UnknownPeerPatience { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// For how long after a silo has left the cluster messages for unknown peers wait: their gateways are attaching them anew. 0 to 1 min,
    /// 10 s unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan HealingTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// For how long senders' gateways may repeat a delivery whose answer was lost: so long it is remembered, of a peer that is gone, too.
    /// 0 to 2 min, 25 s unless told: their <c>DeliveryPatience</c>, and two calls. With less a message can come twice to a peer that
    /// left under its name and came back.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan RepeatTime { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// How much may wait behind a push that is under way, in bytes; what comes on top is answered <c>unavailable</c>.
    /// 64 KiB to 64 MiB, 1 MiB unless told.
    /// </summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int PushQueueBytes { get; set; } = 1024 * 1024;
}
