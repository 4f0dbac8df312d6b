using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class IdentityOptionsValidator : IValidateOptions<IdentityOptions>;
