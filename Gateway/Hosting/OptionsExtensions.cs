using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Hosting;

/// <summary>Adds checks of options.</summary>
internal static class OptionsExtensions
{
    /// <summary>Checks that the lists of a section are written as lists.</summary>
    public static void TryAddListCheck<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, ListsAreLists<TOptions>>(
            services => new ListsAreLists<TOptions>(services.GetRequiredService<IConfiguration>(), section)));
}
