using System.Text.Json;
using System.Text.RegularExpressions;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using static System.FormattableString;

namespace SignalFire.Observability.Tests.Prometheus;

/// <summary>A real Prometheus with the shipped configuration, but for where the processes are and how often it asks them: each second.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("signalfire-prometheus-");
    private readonly int _port = FreePorts.Next();
    private readonly ServerProcess _process;

    private PrometheusServer(IReadOnlyDictionary<string, string[]> targets)
    {
        var configuration = Path.Combine(_folder.FullName, "prometheus.yml");
        File.WriteAllText(configuration, Configuration(targets));
        _process = ServerProcess.Start(
            "prometheus",
            "prometheus",
            $"--config.file={configuration}",
            $"--storage.tsdb.path={_folder.FullName}",
            Invariant($"--web.listen-address=127.0.0.1:{_port}"));
    }

    /// <param name="targets">The processes of each job.</param>
    public static async Task<PrometheusServer> StartAsync(IReadOnlyDictionary<string, string[]> targets)
    {
        var server = new PrometheusServer(targets);
        try
        {
            await server._process.SaysAsync("Server is ready to receive web requests");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a query gives now: the number of its series.</summary>
    /// <exception cref="InvalidOperationException">It is no valid query.</exception>
    public async Task<int> CountAsync(string query) =>
        (await AskAsync($"query?query={Uri.EscapeDataString(query)}")).GetProperty("result").GetArrayLength();

    /// <summary>The names of all metrics it has seen.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync() =>
        (await AskAsync("label/__name__/values")).EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal);

    /// <summary>All rules that it evaluates: name, expression, and what is wrong with it, if anything.</summary>
    public async Task<IReadOnlyList<(string Name, string Query, string Error)>> RulesAsync() =>
    [
        .. (await AskAsync("rules")).GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).Select(rule => (
            rule.GetProperty("name").GetString()!,
            rule.GetProperty("query").GetString()!,
            rule.TryGetProperty("lastError", out var error) ? error.GetString()! : "")),
    ];

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Configuration(IReadOnlyDictionary<string, string[]> targets)
    {
        var shipped = Shipped.Read("prometheus.yml");
        var before = shipped[..shipped.IndexOf("scrape_configs:", StringComparison.Ordinal)]
            .Replace("15s", "1s", StringComparison.Ordinal)
            .Replace("- alerts.yaml", $"- {Shipped.Alerts}", StringComparison.Ordinal);
        var jobs = Jobs().Matches(shipped).Select(match => match.Groups["job"].Value).Select(job =>
            $"  - job_name: {job}\n    static_configs:\n      - targets: [{string.Join(", ", targets[job].Select(target => $"'{target}'"))}]\n");
        return $"{before}scrape_configs:\n{string.Concat(jobs)}";
    }

    private async Task<JsonElement> AskAsync(string question)
    {
        using var response = await Http.GetAsync(new Uri(Invariant($"http://127.0.0.1:{_port}/api/v1/{question}"))).Within("an answer of Prometheus");
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("data")
            : throw new InvalidOperationException($"Prometheus answered {question} with {(int)response.StatusCode}: {text}");
    }

    [GeneratedRegex(@"job_name: (?<job>[\w-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Jobs();
}
