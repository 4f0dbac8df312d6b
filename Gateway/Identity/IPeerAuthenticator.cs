using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>Decides who asks to connect, and what it may do. Register your own, of any lifetime, to replace the configured mode (<see cref="IdentityOptions.Mode"/>).</summary>
/// <remarks>An exception refuses with 503, never lets in. It has <see cref="IdentityOptions.Patience"/>; then the peer is refused with 503.</remarks>
public interface IPeerAuthenticator
{
    /// <summary>Decides on an upgrade request.</summary>
    /// <param name="context">The request; <see cref="AccessToken.Of"/> finds the token in it.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken);

    /// <summary>Decides on a new token that a connected v1 peer sent. It must be of the same peer, or the answer is <c>denied</c>.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="identity">What was granted last.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    ValueTask<PeerAuthentication> RenewAsync(PeerId peer, PeerIdentity identity, string token, CancellationToken cancellationToken) =>
        new(PeerAuthentication.Forbidden("There is nothing to renew here."));
}
