using Microsoft.Extensions.Options;

namespace SignalFire.Silo.Dashboard;

/// <summary>Checks the bounds before anything starts.</summary>
[OptionsValidator]
internal sealed partial class DashboardOptionsValidator : IValidateOptions<DashboardOptions>;
