using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class DoorOptionsValidator : IValidateOptions<DoorOptions>;
