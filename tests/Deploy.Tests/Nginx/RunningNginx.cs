using System.Globalization;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Door;

namespace SignalFire.Deploy.Tests.Nginx;

/// <summary>A real nginx with the configuration of compose; only addresses, ports and folders are this machine's.</summary>
internal sealed class RunningNginx : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly DirectoryInfo _folder;

    private RunningNginx(DirectoryInfo folder, int port, ServerProcess process) => (_folder, Port, Process) = (folder, port, process);

    public int Port { get; }

    public ServerProcess Process { get; }

    /// <summary>Its log of requests.</summary>
    public string AccessLog => File.ReadAllText(Path.Combine(_folder.FullName, "access.log"));

    /// <param name="first">Where a gateway is.</param>
    /// <param name="second">Where another is.</param>
    /// <param name="more">Lines more, before the gateways'.</param>
    /// <param name="scheme">By which scheme gateways are told that peers came.</param>
    public static async Task<RunningNginx> StartAsync(string first, string second, string more = "", string scheme = "$scheme")
    {
        var folder = Directory.CreateTempSubdirectory("signalfire-nginx-");
        var port = FreePorts.Next();
        var replaced = new (string What, string By)[]
        {
            ("172.30.10.11:8080", first),
            ("172.30.10.12:8080", second),
            ("listen 8080;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port};")),
            ("access_log /dev/stdout", $"access_log {folder.FullName}/access.log"),
            ("/tmp/nginx.pid", $"{folder.FullName}/nginx.pid"),
            // Two gateways, and this machine's limit of files.
            ("worker_connections 32768", "worker_connections 512"),
            ("worker_rlimit_nofile 65536;", ""),
            ("upstream gateways", $"{more}upstream gateways"),
        };
        var configuration = Repository.Read("deploy", "nginx", "nginx.conf");
        foreach (var (what, by) in replaced)
        {
            configuration = configuration.Contains(what, StringComparison.Ordinal)
                ? configuration.Replace(what, by, StringComparison.Ordinal)
                : throw new InvalidOperationException($"There is no '{what}' in nginx.conf.");
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), configuration.Replace("_temp_path /tmp/", $"_temp_path {folder.FullName}/", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "proxy.conf"), Repository.Read("deploy", "nginx", "proxy.conf").Replace("$scheme;", $"{scheme};", StringComparison.Ordinal));
        var nginx = Path.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        var process = ServerProcess.Start("nginx", nginx, "-c", Path.Combine(folder.FullName, "nginx.conf"), "-e", "stderr", "-g", "daemon off;");
        var running = new RunningNginx(folder, port, process);
        await running.ListensAsync();
        return running;
    }

    public Uri At(string scheme, string path) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{Port}{path}"));

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Waits until a line of its log of requests has <paramref name="part"/>.</summary>
    public Task LogsAsync(string part) => Eventually.IsAsync($"a line with '{part}'", () => Task.FromResult(AccessLog.Contains(part, StringComparison.Ordinal) ? $"a line with '{part}'" : AccessLog));

    // It says nothing when it has started: its answer to a path that it does not pass on does.
    private Task ListensAsync() => Eventually.IsAsync(true, AnswersAsync);

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(At("http", "/nowhere"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
