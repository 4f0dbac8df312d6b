using System.ComponentModel.DataAnnotations;

namespace SignalFire.Silo.Dashboard;

/// <summary>The Orleans dashboard of a silo program. Section <c>SignalFire:Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Dashboard";

    /// <summary>The key that opens it: 32 to 256 characters. None unless told: there is no dashboard then.</summary>
    [StringLength(256, MinimumLength = 32)]
    public string? AdminKey { get; set; }
}
