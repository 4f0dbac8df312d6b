using System.ComponentModel.DataAnnotations;

namespace SignalFire.Silo.Membership;

/// <summary>How fast silos notice that one of them is gone, and how they look after the table they are listed in. Section <c>SignalFire:Membership</c>; the same in all silos.</summary>
public sealed class MembershipOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Membership";

    /// <summary>
    /// How long a silo waits for the answer of another it probes, to begin with; Orleans adapts it to how fast the answers are, down to the
    /// half. 100 ms to 30 s, 1 s unless told. A killed silo is declared dead after about <see cref="MissedProbes"/> of them.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many probes in a row may stay unanswered before a silo is suspected; 2 to 10, 3 unless told.</summary>
    [Range(2, 10)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>
    /// How long a silo whose connection is still open (frozen, starved of CPU, cut off) may say nothing before it is declared dead; 1 s to
    /// 5 min, and at least <see cref="ProbeTimeout"/> times <see cref="MissedProbes"/>; 5 s unless told.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SilenceTolerance { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a silo reads the membership table even if nobody told it of a change; 1 s to 10 min, 5 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TableRefreshInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a silo writes into the table that it is alive; 1 s to 5 min, 5 s unless told. After a crash of the whole cluster new silos
    /// wait for the old ones for three of them.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AliveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a silo looks whether Redis still lists it; 100 ms to 10 min, 10 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(10);
}
