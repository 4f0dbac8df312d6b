using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Checks that the mode is configured wholly, where it is chosen.</summary>
internal sealed class WebhookOptionsValidator(IOptions<IdentityOptions> identity) : IValidateOptions<WebhookOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) =>
        identity.Value.Mode is not IdentityMode.Webhook ? ValidateOptionsResult.Skip
        : FaultOf(options) is { } fault ? ValidateOptionsResult.Fail($"{WebhookOptions.Section}:{fault}")
        : ValidateOptionsResult.Success;

    private static string? FaultOf(WebhookOptions options) => options switch
    {
        { Url: null } => $"Url is missing: {IdentityOptions.Section}:Mode=Webhook asks a service of yours who peers are.",
        { Url.IsAbsoluteUri: false } => "Url is not absolute: it is like https://app.example.org/signalfire.",
        { Url.Scheme: not ("http" or "https") } => "Url is of HTTP: it begins with https://.",
        { Url.UserInfo.Length: > 0 } => "Url has a user name in it, which is not sent: the service knows a gateway by Secret.",
        { Url: { Scheme: "http", IsLoopback: false }, AllowHttp: false } =>
            $"Url is plain http to another machine, where others can read tokens: use https, or set {WebhookOptions.Section}:AllowHttp=true in a network that you trust.",
        { Secret: null or "" } => "Secret is missing: by it the service knows that a gateway asks.",
        { Secret.Length: < WebhookOptions.MinSecretLength } => $"Secret has at least {WebhookOptions.MinSecretLength} characters.",
        { Secret: var secret } when secret.Any(letter => letter is <= ' ' or > '~') => "Secret has visible ASCII characters only: it is sent in a header.",
        _ => null,
    };
}
