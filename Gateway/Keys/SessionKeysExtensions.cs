using Microsoft.AspNetCore.DataProtection;

namespace SignalFire.Gateway.Keys;

/// <summary>Chooses the keys that sign resume tokens.</summary>
internal static class SessionKeysExtensions
{
    /// <summary>The cluster's keys, in its Redis.</summary>
    public static void AddClusterSessionKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeysInRedis>();
        services.AddSingleton<SessionKeys>();
        services.AddSingleton<IDataProtectionProvider>(provider => provider.GetRequiredService<SessionKeys>());
        services.AddHostedService(provider => provider.GetRequiredService<SessionKeys>());
    }

    /// <summary>Keys of this process, gone with it, as its peers' sessions are.</summary>
    public static void AddEphemeralSessionKeys(this IServiceCollection services) =>
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());

    /// <summary>A host's own Data Protection where nothing else was chosen.</summary>
    public static void TryAddSessionKeys(this IServiceCollection services)
    {
        // Not always: it would write a key into the home directory of a program that uses none of it.
        if (services.All(service => service.ServiceType != typeof(IDataProtectionProvider)))
        {
            services.AddDataProtection();
        }
    }
}
