using System.Security.Cryptography;
using SignalFire.Grains;

namespace SignalFire.Gateway.Peers;

/// <summary>21 characters of a URL-safe alphabet of 64 from a cryptographic source: 126 bits, not to be guessed.</summary>
internal sealed class RandomPeerIdGenerator : IPeerIdGenerator
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int Length = 21;

    /// <inheritdoc/>
    public ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken) =>
        new(PeerId.Parse(RandomNumberGenerator.GetString(Alphabet, Length)));
}
