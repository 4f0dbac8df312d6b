using System.Globalization;
using System.Net;
using k8s.Models;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Deploy.Tests.Kubernetes;
using SignalFire.Deploy.Tests.Settings;
using Xunit;

namespace SignalFire.Deploy.Tests.Probes;

/// <summary>A program as a container of a manifest starts it; its ports, its Redis and its cluster are the test's.</summary>
internal sealed class ProbedProgram : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly V1Container _container;
    private readonly int _port = FreePorts.Next();
    private readonly ServerProcess _process;

    public ProbedProgram(Manifests manifests, V1Container container, string dll, string redis, string cluster)
    {
        _container = container;
        var settings = ContainerEnvironment.Of(manifests, container).ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        settings["ConnectionStrings:redis"] = redis;
        settings["Orleans:ClusterId"] = cluster;
        settings["urls"] = At("");
        settings["SignalFire:Metrics:Port"] = Text(FreePorts.Next());
        if (settings.ContainsKey("Orleans:Endpoints:AdvertisedIPAddress"))
        {
            settings["Orleans:Endpoints:SiloPort"] = Text(FreePorts.Next());
            settings["Orleans:Endpoints:GatewayPort"] = Text(FreePorts.Next());
        }

        _process = ServerProcess.Start(container.Name, "dotnet", [dll, .. settings.Select(pair => $"--{pair.Key}={pair.Value}")]);
    }

    /// <summary>Each probe's endpoint says yes, once the program is ready.</summary>
    public async Task AssertAnswersAsync()
    {
        V1Probe[] probes = [_container.StartupProbe, _container.ReadinessProbe, _container.LivenessProbe];
        foreach (var path in probes.Select(probe => probe.HttpGet.Path))
        {
            await _process.UntilAsync($"answer {path} with 200", async () => await StatusAsync(path) is HttpStatusCode.OK);
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/health/nowhere"));
    }

    /// <summary>It started, whether or not it found what it needs.</summary>
    public Task AssertIsAliveAsync() => _process.UntilAsync("be alive", async () => await StatusAsync(_container.LivenessProbe.HttpGet.Path) is HttpStatusCode.OK);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>How it answers; null where it does not.</summary>
    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(At(path)));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private string At(string path) => $"http://127.0.0.1:{Text(_port)}{path}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
