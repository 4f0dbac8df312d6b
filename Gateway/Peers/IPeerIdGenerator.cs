using SignalFire.Grains;

namespace SignalFire.Gateway.Peers;

/// <summary>Names the peer of a new connection. Register your own to replace the default.</summary>
/// <remarks>An id that is in use is taken over: the newest connection of a peer wins, and the older one is closed with 4509.</remarks>
public interface IPeerIdGenerator
{
    /// <summary>The id for the peer that asks to connect; an exception refuses it with 503.</summary>
    /// <param name="context">The upgrade request.</param>
    /// <param name="cancellationToken">Cancelled when the request is.</param>
    ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken);
}
