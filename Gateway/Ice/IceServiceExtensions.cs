using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Hosting;

namespace SignalFire.Gateway.Ice;

/// <summary>Adds what tells peers their ICE servers.</summary>
internal static class IceServiceExtensions
{
    public static void TryAddIce(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<IceOptions>().BindConfiguration(IceOptions.Section);
        services.AddOptionsWithValidateOnStart<TurnOptions>().BindConfiguration(TurnOptions.Section);
        services.TryAddListCheck<TurnOptions>(TurnOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IceOptions>, IceOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TurnOptions>, TurnBoundsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TurnOptions>, TurnOptionsValidator>());
        services.TryAddSingleton<IceServers>();
    }
}
