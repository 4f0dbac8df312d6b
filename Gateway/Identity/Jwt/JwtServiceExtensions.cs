using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Hosting;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Adds the mode in which signed tokens decide.</summary>
internal static class JwtServiceExtensions
{
    public static void TryAddJwt(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<JwtOptions>().BindConfiguration(JwtOptions.Section);
        services.TryAddListCheck<JwtOptions>(JwtOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JwtOptions>, JwtOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JwtOptions>, JwtOptionsRules>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<JwtBearerOptions>, JwtBearerSetup>());
        services.TryAddSingleton<SigningKeys>();
        services.TryAddKeyedSingleton<IPeerAuthenticator, JwtAuthenticator>(IdentityMode.Jwt);
    }
}
