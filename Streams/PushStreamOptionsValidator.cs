using Microsoft.Extensions.Options;

namespace SignalFire.Streams;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class PushStreamOptionsValidator : IValidateOptions<PushStreamOptions>;
