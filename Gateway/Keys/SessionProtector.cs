using Microsoft.AspNetCore.DataProtection;

namespace SignalFire.Gateway.Keys;

/// <summary>Protects with whatever keys there are when it is called.</summary>
internal sealed class SessionProtector(SessionKeys keys, string[] purposes) : IDataProtector
{
    private volatile Current? _current;

    /// <inheritdoc/>
    public IDataProtector CreateProtector(string purpose) => new SessionProtector(keys, [.. purposes, purpose]);

    /// <inheritdoc/>
    public byte[] Protect(byte[] plaintext) => Protector().Protect(plaintext);

    /// <inheritdoc/>
    public byte[] Unprotect(byte[] protectedData) => Protector().Unprotect(protectedData);

    private IDataProtector Protector()
    {
        var ring = keys.Ring;
        if (_current is not { } current || current.Ring != ring)
        {
            _current = current = new Current(ring, ring.Provider.CreateProtector(purposes));
        }

        return current.Protector;
    }

    private sealed record Current(KeyRing Ring, IDataProtector Protector);
}
