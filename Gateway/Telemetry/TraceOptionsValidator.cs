using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Telemetry;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class TraceOptionsValidator : IValidateOptions<TraceOptions>;
