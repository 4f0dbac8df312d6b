namespace SignalFire.Grains;

/// <summary>What became of a delivery.</summary>
[GenerateSerializer, Alias("signalfire.DeliveryOutcome")]
public enum DeliveryOutcome
{
    /// <summary>It is in the outbox of the target's connection.</summary>
    Delivered = 0,

    /// <summary>Nobody by that id is attached.</summary>
    PeerUnknown = 1,

    /// <summary>The target's gateway did not answer in time; whether the target has it is unclear.</summary>
    Unavailable = 2,

    /// <summary>The target is in its grace period or being looked for, the messages wait: ask again with the same envelope.</summary>
    Held = 3,

    /// <summary>The target did not come back in its grace period; what waited for it is dropped.</summary>
    PeerGone = 4,

    /// <summary>The target is in its grace period, and no more fits what waits for it.</summary>
    MailboxFull = 5,

    /// <summary>An envelope before this one is not settled and not known here: settle it first.</summary>
    OutOfTurn = 6,

    /// <summary>The sender may not send to the target; its gateway says so, and calls nobody.</summary>
    Denied = 7,
}
