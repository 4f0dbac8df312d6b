using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Ice;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class TurnBoundsValidator : IValidateOptions<TurnOptions>;
