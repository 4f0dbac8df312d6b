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

    /// <summary>The grain lost its memory of that attachment: it is to be told what the connection knows (<see cref="IPeerGrain.HandOverAsync"/>).</summary>
    Forgotten = 3,
}
