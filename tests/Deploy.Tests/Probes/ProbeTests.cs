using System.Net;
using System.Net.WebSockets;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Deploy.Tests.Compose;
using SignalFire.Deploy.Tests.Kubernetes;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Identity.Jwt;
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

    /// <summary>With an issuer of this machine in place of the example's.</summary>
    [Fact]
    public async Task In_production_peers_with_a_token_of_the_issuer_get_in_and_no_others()
    {
        var manifests = Overlay.Of(Overlay.Production);
        var cluster = ClusterNames.Next();
        await using var issuer = await KeyServer.StartAsync();
        await using var silo = Start(manifests, "signalfire-silo", BuiltPrograms.Silo, cluster);
        await using var gateway = Start(
            manifests, "signalfire-gateway", BuiltPrograms.Gateway, cluster, ("SignalFire:Identity:Jwt:Authority", issuer.Url), ("SignalFire:Identity:Jwt:RequireHttpsMetadata", "false"));
        await silo.AssertAnswersAsync();
        await gateway.AssertAnswersAsync();

        await using var alice = await TestPeer.ConnectWithHeaderAsync(gateway.Url, $"Bearer {issuer.Rs256("alice")}", "signalfire.v1");

        Assert.Equal("alice", alice.Id);
        Assert.Contains("401", (await Assert.ThrowsAsync<WebSocketException>(() => TestPeer.ConnectAsync(gateway.Url))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_with_the_settings_of_compose_become_ready()
    {
        var compose = ComposeFile.Of(ComposeFile.Text, ComposeSecrets.All);
        var cluster = ClusterNames.Next();
        List<ProbedProgram> programs = [];
        try
        {
            foreach (var (name, service) in compose.Services.Where(service => service.Value.IsOurs))
            {
                programs.Add(ProbedProgram.Of(name, service, (name.StartsWith("silo", StringComparison.Ordinal) ? BuiltPrograms.Silo : BuiltPrograms.Gateway, redis.ConnectionString, cluster)));
            }

            Assert.Equal(4, programs.Count);
            await Task.WhenAll(programs.Select(program => program.AssertAnswersAsync()));
        }
        finally
        {
            foreach (var program in programs)
            {
                await program.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task The_dashboard_of_a_silo_with_the_key_of_a_secret_asks_for_it()
    {
        await using var silo = Start(Overlay.Of(Overlay.Options), "signalfire-silo", BuiltPrograms.Silo, ClusterNames.Next());

        await silo.AssertAnswersAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await silo.StatusAsync("/dashboard"));
    }

    private ProbedProgram Start(Manifests manifests, string workload, string dll, string cluster, params (string Key, string Value)[] others) => ProbedProgram.Of(
        manifests, manifests.Workloads.Single(one => string.Equals(one.Name, workload, StringComparison.Ordinal)).Containers.Single(), (dll, redis.ConnectionString, cluster), others);
}
