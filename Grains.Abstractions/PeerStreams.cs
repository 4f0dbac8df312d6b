using Orleans.Streams;

namespace SignalFire.Grains;

/// <summary>The streams between peer grains and gateways: <c>peer/&lt;peerId&gt;</c> carries <see cref="AttachmentItem"/>.</summary>
public static class PeerStreams
{
    /// <summary>The name of the stream provider; which provider that is, is configuration.</summary>
    public const string ProviderName = "peers";

    /// <summary>The namespace of the streams and the grain type of <see cref="IPeerGrain"/>: the stream belongs to the grain.</summary>
    public const string Namespace = "peer";

    /// <summary>The stream of one peer.</summary>
    public static IAsyncStream<AttachmentItem> Of(IStreamProvider provider, PeerId peer) =>
        provider.GetStream<AttachmentItem>(StreamId.Create(Namespace, peer.Value));
}
