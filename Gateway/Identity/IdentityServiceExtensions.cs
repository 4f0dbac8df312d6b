using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Identity.Webhook;

namespace SignalFire.Gateway.Identity;

/// <summary>Adds what finds out who peers are.</summary>
internal static class IdentityServiceExtensions
{
    public static void TryAddIdentity(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<IdentityOptions>().BindConfiguration(IdentityOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IdentityOptions>, ForgottenModeValidator>());
        services.TryAddSingleton<IdentityCheck>();
        services.AddHostedService<AnonymousWarning>();
        services.TryAddKeyedSingleton<IPeerAuthenticator, AnonymousAuthenticator>(IdentityMode.Anonymous);
        services.TryAddJwt();
        services.TryAddWebhook();
        // A host's own takes the place of all of them, registered before or after.
        services.TryAddSingleton(static services => services.GetRequiredKeyedService<IPeerAuthenticator>(services.GetRequiredService<IOptions<IdentityOptions>>().Value.Mode));
        services.TryAddSingleton<ISendPolicy, SendPolicy>();
        services.TryAddSingleton<GuardedPolicy>();
    }
}
