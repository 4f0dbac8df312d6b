using Orleans.Concurrency;

namespace SignalFire.Grains.Cluster;

/// <inheritdoc cref="ISiloDoor"/>
[GrainType("silo-door"), StatelessWorker(maxLocalWorkers: 1), Reentrant]
internal sealed class SiloDoor(ILocalSiloDetails silo) : Grain, ISiloDoor
{
    /// <inheritdoc/>
    public ValueTask<SiloAddress> KnockAsync() => new(silo.GatewayAddress);
}
