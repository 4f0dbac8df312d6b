using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>The Orleans dashboard: for who has the key.</summary>
public sealed class DashboardTests(SharedRedis redis)
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Pages = ["/dashboard/", "/dashboard/index.min.js", "/dashboard/DashboardCounters", "/dashboard/ClusterStats"];

    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Without_a_key_in_the_configuration_there_is_none()
    {
        await using var silo = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await silo.StatusAsync("/dashboard/"));
        Assert.Equal(HttpStatusCode.NotFound, await silo.StatusAsync("/dashboard/DashboardCounters"));
    }

    [Fact]
    public async Task With_one_it_is_for_who_brings_it_and_for_nobody_else()
    {
        await using var silo = await StartAsync($"--SignalFire:Dashboard:AdminKey={Key}");

        foreach (var page in Pages)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, page, authorization: null));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, page, new("Bearer", Key[1..])));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, page, Basic("admin", Key + "0")));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, page, new("Digest", Key)));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, page, new("Bearer", Key)));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, page, Basic("whoever", Key)));
        }

        Assert.DoesNotContain(Key, silo.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_live_log_is_closed()
    {
        await using var silo = await StartAsync($"--SignalFire:Dashboard:AdminKey={Key}");

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(silo, "/dashboard/Trace", new("Bearer", Key)));
    }

    [Fact]
    public async Task Many_guesses_at_once_are_sent_away_unread()
    {
        await using var silo = await StartAsync($"--SignalFire:Dashboard:AdminKey={Key}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AskAsync(silo, "/dashboard/", new("Bearer", "wrong"))));

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.InRange(answers.Count(answer => answer is HttpStatusCode.Unauthorized), 1, 99);
        Assert.DoesNotContain(HttpStatusCode.OK, answers);
    }

    [Fact]
    public async Task A_short_key_does_not_start()
    {
        await using var silo = RunningProgram.Silo(redis.ConnectionString, ClusterNames.Next(), "--SignalFire:Dashboard:AdminKey=short");

        Assert.Equal(78, await silo.Process.ExitAsync());
        Assert.Contains("AdminKey", silo.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_has_none_whatever_is_configured()
    {
        await using var gateway = RunningProgram.EmbeddedGateway($"--SignalFire:Dashboard:AdminKey={Key}");
        await gateway.ReadyAsync();

        Assert.Equal(HttpStatusCode.NotFound, await gateway.StatusAsync("/dashboard/"));
    }

    private static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    private static async Task<HttpStatusCode> AskAsync(RunningProgram silo, string page, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, silo.At("http", page));
        request.Headers.Authorization = authorization;
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<RunningProgram> StartAsync(params string[] settings)
    {
        var silo = RunningProgram.Silo(redis.ConnectionString, ClusterNames.Next(), settings);
        await silo.ReadyAsync();
        return silo;
    }
}
