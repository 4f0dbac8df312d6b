namespace SignalFire.Grains;

/// <summary>Where gateways knock at each silo, to be connected to it and to learn whether it answers.</summary>
[GrainInterfaceType("signalfire.ISiloDoor"), Alias("signalfire.ISiloDoor")]
public interface ISiloDoor : IGrainWithIntegerKey
{
    /// <summary>Answers from the silo that the call came to; calls in a row go to one silo after the other.</summary>
    /// <returns>Where gateways reach that silo.</returns>
    [EachSiloInTurn, ResponseTimeout("00:00:01"), Alias("KnockAsync")]
    ValueTask<SiloAddress> KnockAsync();
}
