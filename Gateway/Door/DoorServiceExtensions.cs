using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Hosting;

namespace SignalFire.Gateway.Door;

/// <summary>Adds what decides who is let in.</summary>
internal static class DoorServiceExtensions
{
    public static void TryAddDoor(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<DoorOptions>().BindConfiguration(DoorOptions.Section);
        services.TryAddListCheck<DoorOptions>(DoorOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DoorOptions>, DoorOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DoorOptions>, DoorListsValidator>());
        services.TryAddSingleton<OriginPolicy>();
        services.TryAddSingleton<AddressLimits>();
        services.TryAddSingleton<AddressCheck>();
        services.TryAddSingleton<DoorCheck>();
        services.TryAddSingleton<PendingConnections>();
        services.TryAddSingleton<UpgradeLimit>();
        services.TryAddSingleton<AccountLimit>();
        services.TryAddSingleton<ClusterStrain>();
    }
}
