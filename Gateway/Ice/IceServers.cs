using Microsoft.Extensions.Options;
using SignalFire.Gateway.Identity;
using SignalFire.Grains;

namespace SignalFire.Gateway.Ice;

/// <summary>Knows which ICE servers a peer may use: those of its identity, or else those of this gateway.</summary>
internal sealed class IceServers(IOptions<IceOptions> ice, IOptions<TurnOptions> turn, TimeProvider time)
{
    private readonly IceServer[] _servers = [.. ice.Value.Servers.Select(server => server.Server)];
    private readonly TurnOptions? _turn = turn.Value.Urls.Count > 0 ? turn.Value : null;

    /// <summary>Those of a peer, with credentials made now.</summary>
    public IceOffer Of(PeerId peer, PeerIdentity identity)
    {
        var now = time.GetUtcNow();
        var left = identity.ExpiresAt - now;
        return identity.IceServers is { } own ? new IceOffer(own, left)
            : _turn is null ? new IceOffer(_servers, GoodFor: null)
            : OfTurn(peer, now, goodFor: left < _turn.Ttl ? left.Value : _turn.Ttl);
    }

    /// <summary>With credentials that end with the peer's own at the latest.</summary>
    private IceOffer OfTurn(PeerId peer, DateTimeOffset now, TimeSpan goodFor) =>
        new([.. _servers, TurnCredentials.Of(_turn!, peer, now + goodFor)], goodFor);
}
