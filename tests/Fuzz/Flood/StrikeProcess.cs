using System.Globalization;
using System.Net;
using SignalFire.Faults.Clusters;

namespace SignalFire.Fuzz.Flood;

/// <summary>The strikers, in a process that gets what processor time is left: those of the world bring their own.</summary>
internal sealed class StrikeProcess : IAsyncDisposable
{
    private const string Name = "strike";

    private readonly ServerProcess _process;
    private readonly string _log;

    public StrikeProcess(string folder, IPEndPoint gateway, int peers, TimeSpan duration, params StrikeKind[] kinds)
    {
        _log = Path.Combine(folder, Name + ".log");
        _process = ServerProcess.Start(
            Name,
            folder,
            [
                "nice", "-n", "19", "dotnet", typeof(StrikeProcess).Assembly.Location, "strike", "--gateway", gateway.ToString(),
                "--peers", peers.ToString(CultureInfo.InvariantCulture), "--seconds", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                .. kinds.SelectMany(kind => new[] { "--kind", kind.ToString() }),
            ]);
    }

    public bool HasEnded => _process.HasEnded;

    /// <summary>What it said at its end.</summary>
    public string Told => File.ReadLines(_log).LastOrDefault() ?? "nothing";

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
