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
}
