namespace SignalFire.Grains;

/// <summary>What became of a peer after a detach.</summary>
[GenerateSerializer, Alias("signalfire.DetachOutcome")]
public enum DetachOutcome
{
    /// <summary>It is gone: nobody by that id is there.</summary>
    Gone = 0,

    /// <summary>It is in its grace period.</summary>
    InGrace = 1,

    /// <summary>A newer connection has it, or had it.</summary>
    Replaced = 2,
}
