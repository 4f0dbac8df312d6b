using System.Globalization;
using System.Net;
using k8s.Models;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Deploy.Tests.Compose;
using SignalFire.Deploy.Tests.Kubernetes;
using SignalFire.Deploy.Tests.Settings;
using Xunit;

namespace SignalFire.Deploy.Tests.Probes;

/// <summary>A program with the settings of a container; its addresses, its Redis and its cluster are the test's.</summary>
internal sealed class ProbedProgram : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly string[] _probes;
    private readonly int _port = FreePorts.Next();
    private readonly ServerProcess _process;

    private ProbedProgram(string name, IReadOnlyDictionary<string, string> environment, string[] probes, (string Dll, string Redis, string Cluster) given, IEnumerable<(string Key, string Value)> others)
    {
        _probes = probes;
        var settings = environment.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        settings["ConnectionStrings:redis"] = given.Redis;
        settings["Orleans:ClusterId"] = given.Cluster;
        settings["urls"] = At("");
        settings["SignalFire:Metrics:Port"] = Text(FreePorts.Next());
        if (settings.ContainsKey("Orleans:Endpoints:AdvertisedIPAddress"))
        {
            settings["Orleans:Endpoints:AdvertisedIPAddress"] = "127.0.0.1";
            settings["Orleans:Endpoints:SiloPort"] = Text(FreePorts.Next());
            settings["Orleans:Endpoints:GatewayPort"] = Text(FreePorts.Next());
        }

        foreach (var (key, value) in others)
        {
            settings[key] = value;
        }

        _process = ServerProcess.Start(name, "dotnet", [given.Dll, .. settings.Select(pair => $"--{pair.Key}={pair.Value}")]);
    }

    /// <summary>As a container of a manifest, asked what its probes ask.</summary>
    /// <param name="manifests">Where its settings are.</param>
    /// <param name="container">The container.</param>
    /// <param name="given">What to run, and where.</param>
    /// <param name="others">Settings that are this test's.</param>
    public static ProbedProgram Of(Manifests manifests, V1Container container, (string Dll, string Redis, string Cluster) given, params (string Key, string Value)[] others) => new(
        container.Name, ContainerEnvironment.Of(manifests, container),
        [container.StartupProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path], given, others);

    /// <summary>As a service of compose, which goes by the image's health command: that asks whether it is ready.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="service">The service.</param>
    /// <param name="given">What to run, and where.</param>
    public static ProbedProgram Of(string name, ComposeService service, (string Dll, string Redis, string Cluster) given) => new(name, service.Environment, ["/health/ready"], given, []);

    /// <summary>Each probe's endpoint says yes, once the program is ready.</summary>
    public async Task AssertAnswersAsync()
    {
        foreach (var path in _probes)
        {
            await _process.UntilAsync($"answer {path} with 200", async () => await StatusAsync(path) is HttpStatusCode.OK);
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/health/nowhere"));
    }

    /// <summary>Where peers connect.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{_port}/"));

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
