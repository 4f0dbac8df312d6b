using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Identity;

/// <summary>Adds what finds out who peers are.</summary>
internal static class IdentityServiceExtensions
{
    public static void TryAddIdentity(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<IdentityOptions>().BindConfiguration(IdentityOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>());
        services.TryAddSingleton<IdentityCheck>();
        services.TryAddSingleton<IPeerAuthenticator, AnonymousAuthenticator>();
        services.TryAddSingleton<ISendPolicy, SendPolicy>();
    }
}
