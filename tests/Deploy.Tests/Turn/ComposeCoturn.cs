using System.Globalization;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Deploy.Tests.Compose;

namespace SignalFire.Deploy.Tests.Turn;

/// <summary>A real coturn, started as compose starts it; its folder is the test's.</summary>
internal sealed class ComposeCoturn : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private ComposeCoturn(DirectoryInfo folder, ServerProcess process) => (_folder, Process) = (folder, process);

    public ServerProcess Process { get; }

    /// <param name="variables">What is set in deploy/.env.</param>
    /// <param name="port">Where it listens in place of its own port; null for that.</param>
    /// <param name="prefix">What precedes the command.</param>
    /// <param name="more">Arguments more.</param>
    public static async Task<ComposeCoturn> StartAsync(IReadOnlyDictionary<string, string> variables, int? port, string[] prefix, params string[] more)
    {
        var service = ComposeFile.Of(ComposeFile.Text, variables).Services["coturn"];
        var folder = Directory.CreateTempSubdirectory("signalfire-coturn-");
        var listens = string.Create(CultureInfo.InvariantCulture, $"port={port ?? 3478}");
        string[] command =
        [
            .. prefix, "env", .. service.Environment.Select(variable => $"{variable.Key}={variable.Value}"),
            .. service.Entrypoint.Concat(service.Command).Select(ComposeService.AsGiven)
                .Select(argument => argument.Replace("/tmp/", folder.FullName + "/", StringComparison.Ordinal).Replace("port=3478", listens, StringComparison.Ordinal)),
            .. more,
        ];
        var coturn = new ComposeCoturn(folder, ServerProcess.Start("turnserver", command[0], command[1..]));
        try
        {
            await coturn.Process.SaysAsync("IO method (admin thread)");
            return coturn;
        }
        catch
        {
            await coturn.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
