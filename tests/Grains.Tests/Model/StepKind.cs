namespace SignalFire.Grains.Tests.Model;

/// <summary>What can happen to a peer.</summary>
public enum StepKind
{
    /// <summary>A new connection subscribes and attaches.</summary>
    Connect,

    /// <summary>A connection unsubscribes and detaches.</summary>
    Leave,

    /// <summary>A connection detaches, and leaves its subscription.</summary>
    Detach,

    /// <summary>A connection unsubscribes, and does not detach.</summary>
    Unsubscribe,

    /// <summary>A connection answers from now on that it is gone.</summary>
    Lose,

    /// <summary>Bob sends three messages in one call.</summary>
    Deliver,

    /// <summary>Bob, carol and dave send three messages each, all at the same time.</summary>
    DeliverAtOnce,
}
