using Microsoft.Extensions.Options;

namespace SignalFire.Silo.Telemetry;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class MetricsOptionsValidator : IValidateOptions<MetricsOptions>;
