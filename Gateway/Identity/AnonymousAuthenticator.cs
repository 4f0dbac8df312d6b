namespace SignalFire.Gateway.Identity;

/// <summary>Lets anybody in.</summary>
internal sealed class AnonymousAuthenticator : IPeerAuthenticator
{
    private static readonly PeerAuthentication Granted = PeerAuthentication.Grant(PeerIdentity.Anonymous);

    /// <inheritdoc/>
    public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => new(Granted);
}
