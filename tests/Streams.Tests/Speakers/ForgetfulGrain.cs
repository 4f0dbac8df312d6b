using Orleans.Runtime.Placement;

namespace SignalFire.Streams.Tests.Speakers;

/// <inheritdoc cref="IForgetfulGrain"/>
[GrainType(StreamNamespace)]
internal sealed class ForgetfulGrain : Grain, IForgetfulGrain
{
    public const string StreamNamespace = "forgetful";

    /// <inheritdoc/>
    public Task MoveAsync(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        this.MigrateOnIdle();
        return Task.CompletedTask;
    }
}
