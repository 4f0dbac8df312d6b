using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Identity.Webhook;

namespace SignalFire.Gateway.Identity;

/// <summary>Adds what finds out who peers are.</summary>
internal static class IdentityServiceExtensions
{
    public static void TryAddIdentity(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<IdentityOptions>().BindConfiguration(IdentityOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>());
        services.TryAddSingleton<IdentityCheck>();
        services.TryAddSingleton<ISendPolicy, SendPolicy>();
        services.TryAddWebhook();
        services.TryAddSingleton<IPeerAuthenticator>(services => services.GetRequiredService<IOptions<IdentityOptions>>().Value.Mode switch
        {
            IdentityMode.Anonymous => new AnonymousAuthenticator(),
            IdentityMode.Webhook => services.GetRequiredService<WebhookAuthenticator>(),
            var mode => throw new NotSupportedException($"The identity mode {mode} is not there."),
        });
    }
}
