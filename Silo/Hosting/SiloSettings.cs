using SignalFire.Grains.Peers;
using SignalFire.Silo.Dashboard;
using SignalFire.Silo.Membership;
using SignalFire.Silo.Telemetry;
using SignalFire.Streams;

namespace SignalFire.Silo.Hosting;

/// <summary>The sections of a process that hosts a silo.</summary>
public static class SiloSettings
{
    /// <summary>Their names, and the options that they become.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        [PeerGrainOptions.Section] = typeof(PeerGrainOptions),
        [PushStreamOptions.Section] = typeof(PushStreamOptions),
        [MembershipOptions.Section] = typeof(MembershipOptions),
        [MetricsOptions.Section] = typeof(MetricsOptions),
        [DashboardOptions.Section] = typeof(DashboardOptions),
    };

    /// <summary>What is for gateways alone, in a configuration that both programs share.</summary>
    internal static UnknownSettings Unknown { get; } = new(Sections, "HostSilo", "Gateway", "Identity", "Ice", "Door", "Traces");
}
