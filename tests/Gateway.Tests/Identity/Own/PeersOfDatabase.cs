using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SignalFire.Gateway.Identity;
using SignalFire.Grains;

namespace MyApp;

/// <summary>Devices bring a key; the table knows its hash, and who they are.</summary>
public sealed class PeersOfDatabase(DbDataSource database) : IPeerAuthenticator
{
    public async ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await using var query = database.CreateCommand("SELECT peer_id FROM devices WHERE key_hash = @hash");
        var hash = query.CreateParameter();
        hash.ParameterName = "@hash";
        hash.Value = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(AccessToken.Of(context) ?? "")));
        query.Parameters.Add(hash);
        return PeerId.TryParse(await query.ExecuteScalarAsync(cancellationToken) as string, out var peer)
            ? PeerAuthentication.Grant(new PeerIdentity { PeerId = peer, Account = peer.Value })
            : PeerAuthentication.Unauthorized("No device has this key.");
    }
}
