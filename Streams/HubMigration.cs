using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;

namespace SignalFire.Streams;

/// <summary>Takes the subscriptions of a stream along when its grain moves to another silo.</summary>
/// <remarks>
/// Only for grains that are an <see cref="IGrainMigrationParticipant"/>: one that loses its memory on the way must lose its subscribers as
/// well, or they would wait for what it has forgotten. One object for all activations: Orleans asks in the turn of the one that moves.
/// </remarks>
internal sealed class HubMigration(IServiceProvider services)
    : IConfigureGrainContextProvider, IConfigureGrainContext, IGrainMigrationParticipant
{
    private const string Key = "signalfire.push-streams";

    // Not before it is needed: what makes grain contexts needs this object first.
    private PushStreamHub Current => PushStreamHub.OfCurrent(services.GetRequiredService<IGrainContextAccessor>().GrainContext);

    /// <inheritdoc/>
    public bool TryGetConfigurator(GrainType grainType, GrainProperties properties, [NotNullWhen(true)] out IConfigureGrainContext? configurator)
    {
        var isParticipant = services.GetRequiredService<GrainClassMap>().TryGetGrainClass(grainType, out var grain)
            && grain.IsAssignableTo(typeof(IGrainMigrationParticipant));
        configurator = isParticipant ? this : null;
        return isParticipant;
    }

    /// <inheritdoc/>
    public void Configure(IGrainContext context) => context.ObservableLifecycle.AddMigrationParticipant(this);

    /// <inheritdoc/>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (Current.Subscriptions() is { Length: > 0 } subscriptions)
        {
            dehydrationContext.TryAddValue(Key, subscriptions);
        }
    }

    /// <inheritdoc/>
    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue<PushSubscription[]>(Key, out var subscriptions))
        {
            Current.Add(subscriptions);
        }
    }
}
