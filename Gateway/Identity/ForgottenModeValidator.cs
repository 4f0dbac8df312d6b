using Microsoft.Extensions.Options;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Identity.Webhook;

namespace SignalFire.Gateway.Identity;

/// <summary>Lets no gateway start that says how to find out who peers are, but not that it should: it would let anybody in.</summary>
internal sealed class ForgottenModeValidator(IConfiguration configuration) : IValidateOptions<IdentityOptions>
{
    private static readonly string[] Modes = [JwtOptions.Section, WebhookOptions.Section];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IdentityOptions options) =>
        options.Mode is IdentityMode.Anonymous
        && configuration[$"{IdentityOptions.Section}:{nameof(IdentityOptions.Mode)}"] is null
        && Array.Find(Modes, mode => configuration.GetSection(mode).Exists()) is { } forgotten
            ? ValidateOptionsResult.Fail($"{IdentityOptions.Section}:Mode is missing: {forgotten} is configured, and without the mode anybody may connect. Mode=Anonymous says that this is meant.")
            : ValidateOptionsResult.Success;
}
