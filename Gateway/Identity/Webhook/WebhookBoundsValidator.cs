using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class WebhookBoundsValidator : IValidateOptions<WebhookOptions>;
