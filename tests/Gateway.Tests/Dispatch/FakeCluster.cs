using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using SignalFire.Gateway.Cluster;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>A cluster of peers whose deliveries the test holds and releases.</summary>
internal sealed class FakeCluster : IClusterClient, ICluster
{
    private readonly ConcurrentDictionary<string, FakePeerGrain> _peers = new(StringComparer.Ordinal);
    private ServiceProvider? _services;
    private readonly List<CancellationTokenSource> _losses = [new()];

    /// <summary>The peers that were ever asked for.</summary>
    public IEnumerable<string> Peers => _peers.Keys;

    public bool IsLost { get; set; }

    public CancellationToken NextLoss => _losses[^1].Token;

    /// <summary>Where gateways knock at silos.</summary>
    public ISiloDoor? Door { get; init; }

    /// <summary>Loses a silo.</summary>
    public void Lose()
    {
        _losses.Add(new CancellationTokenSource());
        _losses[^2].Cancel();
    }

    /// <summary>The streams of the peers.</summary>
    public FakeStreams Streams { get; } = new();

    public IServiceProvider ServiceProvider => _services ??= new ServiceCollection().AddKeyedSingleton<IStreamProvider>(PeerStreams.ProviderName, Streams).BuildServiceProvider();

    public FakePeerGrain this[string peer] => _peers.GetOrAdd(peer, _ => new FakePeerGrain());

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        // As Orleans does.
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        var peer = this[primaryKey];
        peer.References++;
        return (TGrainInterface)(IPeerGrain)peer;
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => (TGrainInterface)(Door ?? throw new NotSupportedException());

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IAddressable GetGrain(Type grainInterfaceType, IdSpan grainKey) => throw new NotSupportedException();

    public IAddressable GetGrain(Type grainInterfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
}
