using Microsoft.Extensions.Options;
using SignalFire.Silo.Health;

namespace SignalFire.Silo.Membership;

/// <summary>Adds what a silo of a cluster does about silos that die and a table that is lost.</summary>
internal static class MembershipHostingExtensions
{
    public static void AddSignalFireMembership(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MembershipOptions>()
            .BindConfiguration(MembershipOptions.Section)
            .Validate(
                options => options.SilenceTolerance >= options.ProbeTimeout * options.MissedProbes,
                $"{MembershipOptions.Section}:{nameof(MembershipOptions.SilenceTolerance)} must be at least {nameof(MembershipOptions.ProbeTimeout)} times {nameof(MembershipOptions.MissedProbes)}.");
        services.AddSingleton<IValidateOptions<MembershipOptions>, MembershipOptionsValidator>();
        services.ConfigureOptions<FailureDetection>();
        services.AddSingleton<TableInRedis>();
        services.AddSingleton<MembershipGuard>();
        services.AddHostedService(provider => provider.GetRequiredService<MembershipGuard>());
        services.AddHostedService<MembershipGauge>();
        services.AddHealthChecks().AddCheck<MembershipHealthCheck>("membership", tags: [HealthEndpoints.ReadyTag]);
    }
}
