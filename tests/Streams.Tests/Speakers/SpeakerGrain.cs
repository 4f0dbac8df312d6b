using Orleans.Runtime.Placement;

namespace SignalFire.Streams.Tests.Speakers;

/// <inheritdoc cref="ISpeakerGrain"/>
/// <remarks>Not reentrant: what push streams promise they promise to the strictest grain.</remarks>
[GrainType(StreamNamespace)]
internal sealed class SpeakerGrain(GoneConsumers gone) : Grain, ISpeakerGrain, IConsumerGoneObserver, IGrainMigrationParticipant
{
    public const string StreamNamespace = "speaker";

    /// <inheritdoc/>
    public Task SayAsync(string provider, string item) => SayThroughAsync(provider, this.GetPrimaryKeyString(), item);

    /// <inheritdoc/>
    public Task SayAllAsync(string provider, string[] items) => StreamOf(provider, this.GetPrimaryKeyString()).OnNextBatchAsync(items);

    /// <inheritdoc/>
    public Task SayThroughAsync(string provider, string speaker, string item) => StreamOf(provider, speaker).OnNextAsync(item);

    /// <inheritdoc/>
    public Task SubscribeAsync(string provider, string speaker) => StreamOf(provider, speaker).SubscribeAsync(new Inbox());

    /// <inheritdoc/>
    public Task<bool> HasConsumersAsync() => Task.FromResult(PushStreams.HasSubscriptions(GrainContext));

    /// <inheritdoc/>
    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task MoveAsync(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        this.MigrateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        // It remembers nothing.
    }

    /// <inheritdoc/>
    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        // It remembers nothing.
    }

    /// <inheritdoc/>
    public Task<ActivationId> ActivationAsync() => Task.FromResult(GrainContext.ActivationId);

    /// <inheritdoc/>
    public void OnConsumerGone(string? filterData) => gone.Add(this.GetPrimaryKeyString(), filterData);

    private IAsyncStream<string> StreamOf(string provider, string speaker) =>
        this.GetStreamProvider(provider).GetStream<string>(StreamId.Create(StreamNamespace, speaker));
}
