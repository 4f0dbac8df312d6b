using System.Globalization;
using Microsoft.Extensions.Configuration;
using SignalFire.Deploy.Tests.Settings;
using SignalFire.Gateway;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Who stops a program waits for longer than the program takes, and that for longer than its drain.</summary>
internal static class DrainCheck
{
    // Between the end of the time for the stop and the end that the program makes itself (Silo/Hosting/StopLimit.cs), and what is left over.
    private static readonly TimeSpan OwnEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public static IEnumerable<string> Faults(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.Containers
        let environment = ContainerEnvironment.Of(manifests, container)
        where environment.ContainsKey("shutdownTimeoutSeconds")
        from fault in Faults(environment, TimeSpan.FromSeconds(workload.Template.Spec.TerminationGracePeriodSeconds ?? 30), TimeSpan.FromSeconds(container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0))
        select $"{workload.Name}: {fault}";

    /// <summary>What is wrong with the times of one program.</summary>
    /// <param name="environment">Its settings.</param>
    /// <param name="patience">After how long it is killed.</param>
    /// <param name="before">What of that passes before it is told to stop.</param>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, string> environment, TimeSpan patience, TimeSpan before)
    {
        var configuration = ProgramSettings.Configuration(environment);
        var stop = TimeSpan.FromSeconds(double.Parse(configuration["shutdownTimeoutSeconds"] ?? "45", CultureInfo.InvariantCulture));
        if (patience < before + stop + OwnEnd + Margin)
        {
            yield return $"it is killed after {patience}, and may take {before} + {stop} + {OwnEnd}, and {Margin} should be left.";
        }

        var gateway = configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        if (stop < gateway.DrainTime + gateway.AnswerPatience + gateway.CloseTimeout)
        {
            yield return $"its stop may take {stop}, less than its drain of {gateway.DrainTime} + {gateway.AnswerPatience} + {gateway.CloseTimeout}.";
        }
    }
}
