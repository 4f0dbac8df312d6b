using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.Streams.Filtering;

namespace SignalFire.Streams;

/// <summary>Streams whose publisher awaits its consumers: one hop, no queue, no polling, nothing stored.</summary>
/// <remarks>
/// The stream <c>namespace/key</c> belongs to the grain of type <c>namespace</c> with key <c>key</c>; its activation is the hub.
/// Consumers are processes (clients, or a silo outside of its grains). The README beside this file holds the whole contract.
/// </remarks>
internal sealed class PushStreamProvider(string name, IServiceProvider services) : IStreamProvider
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <summary>This process's consumer.</summary>
    public PushConsumer Consumer { get; } = services.GetRequiredService<PushConsumer>();

    /// <summary>Which subscriptions an item is for; null means all.</summary>
    public IStreamFilter? Filter { get; } = services.GetKeyedService<IStreamFilter>(name);

    /// <summary>The grain whose turn it is, if any.</summary>
    public IGrainContext? CurrentGrain => _contexts.GrainContext is { GrainInstance: not null } context ? context : null;

    private readonly IGrainContextAccessor _contexts = services.GetRequiredService<IGrainContextAccessor>();
    private readonly IGrainFactory _grains = services.GetRequiredService<IGrainFactory>();

    /// <inheritdoc/>
    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new PushStream<T>(this, streamId);

    /// <summary>The hub of the stream, wherever it is.</summary>
    public IPushStreamHub HubOf(GrainId grain) => _grains.GetGrain<IPushStreamHub>(grain);

    /// <summary>The grain that a stream belongs to.</summary>
    public static GrainId GrainOf(StreamId stream) =>
        new(new GrainType(stream.Namespace.ToArray()), new IdSpan(stream.Key.ToArray()));

    /// <summary>The stream that belongs to a grain.</summary>
    public static StreamId StreamOf(GrainId grain) => StreamId.Create(grain.Type.AsSpan(), grain.Key.AsSpan());
}
