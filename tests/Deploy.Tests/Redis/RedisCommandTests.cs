using System.Diagnostics;
using System.Globalization;
using k8s;
using k8s.Models;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Deploy.Tests.Compose;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Deploy.Tests.Redis;

/// <summary>A real Redis, started as compose and as Kubernetes start it.</summary>
public sealed class RedisCommandTests
{
    private const string Password = ComposeSecrets.Redis;

    public static TheoryData<string, string> Scripts => new()
    {
        { "compose", Compose()[^1] },
        { "kubernetes", Kubernetes()[^1] },
    };

    [Theory, MemberData(nameof(Scripts))]
    public async Task Redis_wants_the_password_of_its_environment_and_shows_it_to_nobody(string where, string script)
    {
        Assert.NotEmpty(where);
        Assert.SkipUnless(RedisServer.IsInstalled || Environment.GetEnvironmentVariable(RunningRedis.RequireVariable) is "1", "There is no redis-server on the path.");
        var port = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("signalfire-redis-");
        // env gives it the variable, and the shell of the command becomes Redis.
        await using (var redis = ServerProcess.Start(
            "redis", "env", $"REDISCLI_AUTH={Password}", "sh", "-c", script.Replace("redis-server ", $"redis-server --bind 127.0.0.1 --port {port} --dir {folder.FullName} ", StringComparison.Ordinal)))
        {
            await redis.SaysAsync("Ready to accept connections");

            Assert.Contains("NOAUTH", await AskAsync(port, "ping"), StringComparison.Ordinal);
            Assert.Equal("PONG", await AskAsync(port, "--no-auth-warning", "-a", Password, "ping"));
            Assert.Contains("noeviction", await AskAsync(port, "--no-auth-warning", "-a", Password, "config", "get", "maxmemory-policy"), StringComparison.Ordinal);
            Assert.Contains("yes", await AskAsync(port, "--no-auth-warning", "-a", Password, "config", "get", "appendonly"), StringComparison.Ordinal);
            Assert.DoesNotContain(CommandLines.Of("redis-server"), line => line.Contains(Password, StringComparison.Ordinal));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Both_start_it_by_the_same_command() => Assert.Equal(Compose(), Kubernetes());

    private static List<string> Compose() => [.. ComposeFile.Of(ComposeFile.Text, ComposeSecrets.All).Services["redis"].Command.Select(ComposeService.AsGiven)];

    private static IList<string> Kubernetes() =>
        KubernetesYaml.LoadAllFromString(Repository.Read("deploy", "kubernetes", "components", "redis", "redis.yaml")).OfType<V1StatefulSet>().Single().Spec.Template.Spec.Containers.Single().Args;

    private static async Task<string> AskAsync(string port, params string[] command)
    {
        using var asked = Process.Start(new ProcessStartInfo("redis-cli", ["-p", port, .. command]) { RedirectStandardOutput = true, UseShellExecute = false, Environment = { ["REDISCLI_AUTH"] = null } })!;
        var answer = await asked.StandardOutput.ReadToEndAsync().Within("an answer of Redis");
        await asked.WaitForExitAsync().Within("the end of redis-cli");
        return answer.Trim();
    }
}
