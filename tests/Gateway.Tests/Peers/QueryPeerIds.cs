using Microsoft.AspNetCore.Http;
using SignalFire.Gateway.Peers;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Peers;

/// <summary>A host's own rule: the peer is who its query says.</summary>
internal sealed class QueryPeerIds : IPeerIdGenerator
{
    public ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken) =>
        new(PeerId.Parse(context.Request.Query["peer"].ToString()));
}
