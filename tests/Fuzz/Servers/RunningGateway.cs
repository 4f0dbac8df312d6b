using System.Net;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Faults.Clusters;
using SignalFire.Fuzz.Checks;
using SignalFire.Load.Processes;

namespace SignalFire.Fuzz.Servers;

/// <summary>A gateway as its users start it, with its silo in the same process.</summary>
internal sealed class RunningGateway : IGateway, IAsyncDisposable
{
    private const string Name = "gateway";

    private readonly ServerProgram _program;

    private RunningGateway(ServerProgram program, string log)
    {
        _program = program;
        Log = log;
    }

    public IPEndPoint Address => _program.Web;

    public string Log { get; }

    public bool HasEnded => _program.Process.HasEnded;

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="folder">Where its log goes.</param>
    /// <param name="settings">What it is told beyond its defaults: <c>key=value</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<RunningGateway> StartAsync(string folder, IEnumerable<string> settings, CancellationToken cancellation)
    {
        IPEndPoint address = new(IPAddress.Loopback, FreePorts.Next());
        string[] command =
        [
            "dotnet",
            BuiltPrograms.Gateway,
            Invariant($"--urls=http://{address}"),
            // Which the checks read.
            "--Logging:Console:FormatterName=simple",
            .. settings.Select(setting => "--" + setting),
        ];
        var program = new ServerProgram(ServerProcess.Start(Name, folder, command), address);
        try
        {
            await program.ReadyAsync(cancellation);
            return new RunningGateway(program, Path.Combine(folder, Name + ".log"));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it holds, in bytes, after all garbage is collected.</summary>
    public async Task<long> MeasureAsync(CancellationToken cancellation)
    {
        await GarbageCollection.ForceAsync(_program.Process.Pid, cancellation);
        return Resident;
    }

    /// <summary>What it holds right now, garbage included.</summary>
    public long Resident => ProcessSample.Read(_program.Process.Pid).ResidentBytes;

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
