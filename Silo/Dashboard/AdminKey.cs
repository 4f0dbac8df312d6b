using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace SignalFire.Silo.Dashboard;

/// <summary>The key of the dashboard, and whether a request brings it.</summary>
/// <remarks>As <c>Bearer</c>, or as the password of <c>Basic</c> with any name: that is what a browser asks its user for.</remarks>
internal sealed class AdminKey(string key)
{
    private readonly byte[] _digest = Digest(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a request brings it; how long this takes tells nothing of it.</summary>
    public bool IsIn(HttpRequest request) =>
        request.Headers.Authorization is [{ } said]
        && AuthenticationHeaderValue.TryParse(said, out var authorization)
        && authorization.Parameter is { } parameter
        && Read(authorization.Scheme, parameter) is { } brought
        && CryptographicOperations.FixedTimeEquals(Digest(brought), _digest);

    private static byte[]? Read(string scheme, string parameter) =>
        string.Equals(scheme, "Bearer", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetBytes(parameter)
        : string.Equals(scheme, "Basic", StringComparison.OrdinalIgnoreCase) ? ReadPassword(parameter)
        : null;

    private static byte[]? ReadPassword(string parameter)
    {
        var credentials = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, credentials, out var length))
        {
            return null;
        }

        var colon = Array.IndexOf(credentials, (byte)':', 0, length);
        return colon < 0 ? null : credentials[(colon + 1)..length];
    }

    /// <summary>Of one length, whatever was brought.</summary>
    private static byte[] Digest(byte[] text) => SHA256.HashData(text);
}
