using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using SignalFire.Grains;

namespace SignalFire.Gateway.Sessions;

/// <summary>The tokens by which peers take their sessions back: sealed by the cluster's keys, bound to the peer, good for a limited time.</summary>
internal sealed class ResumeTokens(IDataProtectionProvider keys, IOptions<GatewayOptions> options)
{
    private const int HeadBytes = 16 + sizeof(int);
    private const int MaxTokenLength = 2048;

    private readonly IDataProtector _owners = keys.CreateProtector("SignalFire.ResumeToken.Owner");
    private readonly ITimeLimitedDataProtector _owned = keys.CreateProtector("SignalFire.ResumeToken.Owned").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _protector = keys.CreateProtector("SignalFire.ResumeToken").ToTimeLimitedDataProtector();

    /// <summary>Makes the token of one generation of a session.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="owner">Whose session it is; nobody else's request can use the token.</param>
    /// <param name="session">The session.</param>
    /// <param name="generation">The generation.</param>
    public string Create(PeerId peer, string? owner, Guid session, int generation)
    {
        var content = new byte[HeadBytes + Encoding.UTF8.GetByteCount(peer.Value)];
        session.TryWriteBytes(content);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(16), generation);
        Encoding.UTF8.GetBytes(peer.Value, content.AsSpan(HeadBytes));
        var lifetime = options.Value.ResumeTokenLifetime;
        return Base64Url.EncodeToString(owner is null ? _protector.Protect(content, lifetime) : _owned.Protect(Of(owner).Protect(content), lifetime));
    }

    /// <summary>Reads a token; false when it is forged, expired, another owner's, or no token at all.</summary>
    /// <param name="token">What the peer brought.</param>
    /// <param name="owner">Who brought it.</param>
    /// <param name="seen">What the peer says it has seen.</param>
    /// <param name="peer">Whose session it is.</param>
    /// <param name="claim">What the token claims; whether it is used up only the peer's grain knows.</param>
    public bool TryRead(string? token, string? owner, long seen, out PeerId peer, [NotNullWhen(true)] out ResumeClaim? claim)
    {
        claim = null;
        peer = default;
        if (TryOpen(token, owner is null ? _protector : _owned) is not { } opened || (owner is null ? opened : TryOpen(opened, Of(owner))) is not { Length: >= HeadBytes } content)
        {
            return false;
        }

        claim = new ResumeClaim(new Guid(content.AsSpan(0, 16)), BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(16)), seen);
        return PeerId.TryParse(Encoding.UTF8.GetString(content.AsSpan(HeadBytes)), out peer);
    }

    /// <summary>Whether a token was made here and is good, whoever's it is: what can be known before it is known who asks.</summary>
    public bool IsGenuine(string? token) => TryOpen(token, _protector) is not null || TryOpen(token, _owned) is not null;

    private static byte[]? TryOpen(string? token, IDataProtector protector)
    {
        if (token is null or { Length: 0 or > MaxTokenLength })
        {
            return null;
        }

        try
        {
            return TryOpen(Base64Url.DecodeFromChars(token), protector);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? TryOpen(byte[] @sealed, IDataProtector protector)
    {
        try
        {
            return protector.Unprotect(@sealed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Seals for one owner: what is sealed for another can't be opened.</summary>
    private IDataProtector Of(string owner) => _owners.CreateProtector(owner);
}
