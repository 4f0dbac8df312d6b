using Microsoft.Extensions.Options;

namespace SignalFire.Gateway;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
