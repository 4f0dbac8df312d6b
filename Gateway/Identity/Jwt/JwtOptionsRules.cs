using System.Text;
using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Lets no half-configured gateway start: where tokens decide, it must be said whose, for whom, and signed by what. Repeats no value, since one is a secret.</summary>
internal sealed class JwtOptionsRules(IOptions<IdentityOptions> identity) : IValidateOptions<JwtOptions>
{
    private static readonly string[] OfSharedKeys = ["HS256"];
    private static readonly string[] OfFetchedKeys = ["RS256", "ES256"];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        var faults = identity.Is(IdentityMode.Jwt) ? Faults(options).ToArray() : [];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(JwtOptions options)
    {
        var sources = new[] { options.Authority, options.MetadataAddress, options.JwksUrl, options.SharedKey }.Count(source => source is not null);
        if (sources != 1)
        {
            yield return $"{JwtOptions.Section}: say where the keys are, by one of Authority, MetadataAddress, JwksUrl and SharedKey; there {(sources == 0 ? "is none" : "are several")}.";
        }

        if (string.IsNullOrWhiteSpace(options.Audience))
        {
            yield return $"{JwtOptions.Section}:Audience is missing: without it a token that was made for another service would let its bearer in here.";
        }

        if (string.IsNullOrWhiteSpace(options.Issuer) && (options.JwksUrl ?? options.SharedKey) is not null)
        {
            yield return $"{JwtOptions.Section}:Issuer is missing: with JwksUrl or SharedKey nothing else tells who may issue tokens.";
        }

        if (options.SharedKey is { } key && Encoding.UTF8.GetByteCount(key) < JwtOptions.MinSharedKeyBytes)
        {
            yield return $"{JwtOptions.Section}:SharedKey is too short: HS256 takes at least {JwtOptions.MinSharedKeyBytes} bytes, from a random source.";
        }

        var allowed = options.SharedKey is null ? OfFetchedKeys : OfSharedKeys;
        if (options.Algorithms.Except(allowed, StringComparer.Ordinal).Any())
        {
            yield return $"{JwtOptions.Section}:Algorithms has one that can't be taken: {(options.SharedKey is null ? "fetched keys are" : "a shared key is")} for {string.Join(" and ", allowed)}.";
        }

        foreach (var (option, address) in Addresses(options))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !(IsHttps(url) || string.Equals(url.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal)))
            {
                yield return $"{JwtOptions.Section}:{option} is not an absolute http(s) address.";
            }
            else if (options.RequireHttpsMetadata && !IsHttps(url))
            {
                yield return $"{JwtOptions.Section}:{option} must be https: who can change the keys on their way can let anybody in. {JwtOptions.Section}:RequireHttpsMetadata=false takes http, for development.";
            }
        }
    }

    private static bool IsHttps(Uri url) => string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);

    private static IEnumerable<(string Option, string Address)> Addresses(JwtOptions options) =>
        new[] { (nameof(options.Authority), options.Authority), (nameof(options.MetadataAddress), options.MetadataAddress), (nameof(options.JwksUrl), options.JwksUrl) }
            .Where(each => each.Item2 is not null)
            .Select(each => (each.Item1, each.Item2!));
}
