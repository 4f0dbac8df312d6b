using SignalFire.Gateway.Door;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Identity.Webhook;
using SignalFire.Gateway.Telemetry;
using SignalFire.Silo.Dashboard;
using SignalFire.Silo.Hosting;

namespace SignalFire.Gateway.Hosting;

/// <summary>The sections of a gateway program, those of the silo that it may host included; the dashboard is the silo program's.</summary>
internal static class GatewaySettings
{
    /// <summary>Finds keys that nobody reads.</summary>
    public static UnknownSettings Unknown { get; } = new(
        new Dictionary<string, Type>(SiloSettings.Sections.Where(section => section.Key is not DashboardOptions.Section), StringComparer.OrdinalIgnoreCase)
        {
            [GatewayOptions.Section] = typeof(GatewayOptions),
            [DoorOptions.Section] = typeof(DoorOptions),
            [IdentityOptions.Section] = typeof(IdentityOptions),
            [JwtOptions.Section] = typeof(JwtOptions),
            [WebhookOptions.Section] = typeof(WebhookOptions),
            [IceOptions.Section] = typeof(IceOptions),
            [TurnOptions.Section] = typeof(TurnOptions),
            [TraceOptions.Section] = typeof(TraceOptions),
        },
        "HostSilo");
}
