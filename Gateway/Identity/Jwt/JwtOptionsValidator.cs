using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class JwtOptionsValidator : IValidateOptions<JwtOptions>;
