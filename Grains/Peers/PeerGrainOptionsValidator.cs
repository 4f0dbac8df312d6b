using Microsoft.Extensions.Options;

namespace SignalFire.Grains.Peers;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class PeerGrainOptionsValidator : IValidateOptions<PeerGrainOptions>;
