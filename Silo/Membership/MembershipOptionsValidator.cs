using Microsoft.Extensions.Options;

namespace SignalFire.Silo.Membership;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class MembershipOptionsValidator : IValidateOptions<MembershipOptions>;
