using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SignalFire.Gateway.Door;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>The issuer's public keys, fetched and kept for a while: one fetch at a time, whoever asks, and never too often.</summary>
/// <remarks>
/// In place of the stock ConfigurationManager, which takes a key that was withdrawn for another hour ("last known good"), lets the first token of a new key
/// fail, does not tell keys that can't be fetched from a token that is no good, and knows no other clock than the system's.
/// </remarks>
internal sealed partial class SigningKeys(IOptions<JwtOptions> options, IOptions<DoorOptions> door, TimeProvider time, ILogger<SigningKeys> logger)
    : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>Of how many upgrades one may wait for a key that is missing: anybody can name one, and the others are for those whose keys are known.</summary>
    private const int UpgradesPerSearch = 4;

    private const long MaxDocumentBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MaxDocumentBytes,
    };

    private Task<OpenIdConnectConfiguration?> _fetch = Task.FromResult<OpenIdConnectConfiguration?>(null);
    private long? _fetchedAt;
    private volatile Held? _held;
    private bool _isFailing;
    private int _searches;

    /// <summary>The keys, fetched where there are none that are good.</summary>
    /// <exception cref="KeysUnavailableException">There are none, and they can't be fetched.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_held is { } held && time.GetElapsedTime(held.Since) is var age && age < options.Value.KeyLifetime)
        {
            if (age >= options.Value.KeyLifetime / 2)
            {
                _ = FetchAsync(options.Value.KeyLifetime / 2);
            }

            return held.Keys;
        }

        return await FetchAsync(options.Value.KeyLifetime / 2).WaitAsync(cancel) ?? throw new KeysUnavailableException();
    }

    /// <summary>Fetches the keys because one is missing, unless that was done a moment ago.</summary>
    /// <returns>What is known then.</returns>
    /// <exception cref="KeysUnavailableException">They can't be fetched, or too many wait for that.</exception>
    public async Task<OpenIdConnectConfiguration> RefreshAsync(CancellationToken cancel)
    {
        var fetch = FetchAsync(options.Value.KeyRefreshInterval);
        try
        {
            return Interlocked.Increment(ref _searches) <= Math.Max(1, door.Value.MaxUpgrades / UpgradesPerSearch) || fetch.IsCompleted
                ? await fetch.WaitAsync(cancel) ?? throw new KeysUnavailableException()
                : throw new KeysUnavailableException();
        }
        finally
        {
            Interlocked.Decrement(ref _searches);
        }
    }

    /// <inheritdoc/>
    public void RequestRefresh() => _ = FetchAsync(options.Value.KeyRefreshInterval);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Fetches the keys, or waits for whoever does; what was fetched within <paramref name="pause"/> is taken as it is.</summary>
    /// <param name="pause">How long nobody asks again: long for a key that is missing, since anybody can name one.</param>
    private Task<OpenIdConnectConfiguration?> FetchAsync(TimeSpan pause)
    {
        lock (_gate)
        {
            if (_fetch is { IsCompletedSuccessfully: true, Result: null })
            {
                pause = PauseAfterFailure;
            }

            if (_fetch.IsCompleted && (_fetchedAt is not { } at || time.GetElapsedTime(at) >= pause))
            {
                _fetchedAt = time.GetTimestamp();
                _fetch = FetchNowAsync();
            }

            return _fetch;
        }
    }

    /// <returns>Null when it failed.</returns>
    private async Task<OpenIdConnectConfiguration?> FetchNowAsync()
    {
        var since = time.GetTimestamp();
        try
        {
            var keys = await ReadAsync(options.Value, new HttpDocumentRetriever(_http) { RequireHttps = options.Value.RequireHttpsMetadata });
            _held = new Held(keys, since);
            if (_isFailing)
            {
                _isFailing = false;
                LogAvailable();
            }

            return keys;
        }
        catch (Exception exception)
        {
            if (!_isFailing)
            {
                _isFailing = true;
                LogUnavailable(exception.GetBaseException().Message);
            }

            return null;
        }
    }

    private static async Task<OpenIdConnectConfiguration> ReadAsync(JwtOptions options, HttpDocumentRetriever documents)
    {
        var read = options.JwksUrl is { } url
            ? OfJwks(await documents.GetDocumentAsync(url, CancellationToken.None))
            : await OpenIdConnectConfigurationRetriever.GetAsync(options.MetadataAddress ?? $"{options.Authority!.TrimEnd('/')}/.well-known/openid-configuration", documents, CancellationToken.None);
        read.Issuer = options.Issuer ?? read.Issuer;
        return read is { SigningKeys.Count: > 0, Issuer.Length: > 0 } ? read : throw new InvalidDataException("There is no issuer, or not one key, in what the issuer answers.");
    }

    private static OpenIdConnectConfiguration OfJwks(string document)
    {
        var read = new OpenIdConnectConfiguration();
        foreach (var key in new JsonWebKeySet(document).GetSigningKeys())
        {
            read.SigningKeys.Add(key);
        }

        return read;
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys that sign peers' tokens can't be fetched: {Why} Peers are refused with 503 as soon as the keys known so far are too old.")]
    private partial void LogUnavailable(string why);

    [LoggerMessage(2, LogLevel.Information, "The keys that sign peers' tokens can be fetched again.")]
    private partial void LogAvailable();

    private sealed record Held(OpenIdConnectConfiguration Keys, long Since);
}
