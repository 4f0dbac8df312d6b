using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Ice;

/// <summary>Checks that a TURN server is configured wholly or not at all.</summary>
internal sealed class TurnOptionsValidator : IValidateOptions<TurnOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TurnOptions options) => FaultOf(options) is { } fault
        ? ValidateOptionsResult.Fail($"{TurnOptions.Section}:{fault}")
        : ValidateOptionsResult.Success;

    private static string? FaultOf(TurnOptions options) => (options.Urls.Count, options.SharedSecret) switch
    {
        (0, null or "") => null,
        (0, _) => "Urls is missing: a shared secret is of use with the URL of a TURN server only.",
        (_, null or "") => "SharedSecret is missing: the one that the TURN server has.",
        (_, { Length: < TurnOptions.MinSecretLength }) => $"SharedSecret has at least {TurnOptions.MinSecretLength} characters: peers can try shorter ones at leisure.",
        _ when options.Urls.FirstOrDefault(url => !IceUrl.IsTurn(url)) is { } url =>
            $"Urls: '{url}' is no URL of a TURN server; 'turn:turn.example.org:3478?transport=udp' and 'turns:turn.example.org' are.",
        _ => null,
    };
}
