using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>Checks the lists before anything starts: an origin that can match nothing is a mistake.</summary>
internal sealed class DoorListsValidator : IValidateOptions<DoorOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DoorOptions options) =>
        options.AllowedOrigins.FirstOrDefault(origin => !OriginRule.TryParse(origin, out _)) is { } origin
            ? ValidateOptionsResult.Fail($"AllowedOrigins: '{origin}' is not an origin such as https://example.com or https://*.example.com, nor same-origin, localhost or *.")
        : options.KnownProxies.FirstOrDefault(proxy => !ProxyAddress.TryParse(proxy, out _)) is { } proxy
            ? ValidateOptionsResult.Fail($"KnownProxies: '{proxy}' is not an address, nor a network such as 10.0.0.0/8.")
        : ValidateOptionsResult.Success;
}
