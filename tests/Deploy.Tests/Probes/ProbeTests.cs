using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Deploy.Tests.Kubernetes;
using Xunit;

namespace SignalFire.Deploy.Tests.Probes;

/// <summary>Real programs with the settings of the manifests, asked what the manifests' probes ask.</summary>
public sealed class ProbeTests(SharedRedis redis)
{
    [Theory]
    [InlineData(Overlay.Base)]
    [InlineData(Overlay.Local)]
    public async Task Programs_with_the_settings_of_the_manifests_answer_the_probes_of_the_manifests(string overlay)
    {
        var manifests = Overlay.Of(overlay);
        var cluster = ClusterNames.Next();
        await using var silo = Start(manifests, "signalfire-silo", BuiltPrograms.Silo, cluster);
        await using var gateway = Start(manifests, "signalfire-gateway", BuiltPrograms.Gateway, cluster);

        await silo.AssertAnswersAsync();
        await gateway.AssertAnswersAsync();
    }

    [Fact]
    public async Task The_gateway_of_production_takes_its_settings()
    {
        await using var gateway = Start(Overlay.Of(Overlay.Production), "signalfire-gateway", BuiltPrograms.Gateway, ClusterNames.Next());

        await gateway.AssertIsAliveAsync();
    }

    [Fact]
    public async Task The_dashboard_of_a_silo_with_the_key_of_a_secret_asks_for_it()
    {
        await using var silo = Start(Overlay.Of(Overlay.Options), "signalfire-silo", BuiltPrograms.Silo, ClusterNames.Next());

        await silo.AssertAnswersAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await silo.StatusAsync("/dashboard"));
    }

    private ProbedProgram Start(Manifests manifests, string workload, string dll, string cluster) =>
        new(manifests, manifests.Workloads.Single(one => string.Equals(one.Name, workload, StringComparison.Ordinal)).Containers.Single(), dll, redis.ConnectionString, cluster);
}
