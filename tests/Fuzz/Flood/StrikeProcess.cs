using System.Globalization;
using System.Net;
using SignalFire.Faults.Clusters;

namespace SignalFire.Fuzz.Flood;

/// <summary>The strikers, in a process that gets what processor time is left: those of the world bring their own.</summary>
internal sealed class StrikeProcess : IAsyncDisposable
{
    /// <summary>What it says when all strikers are connected.</summary>
    public const string Begun = "All are connected.";

    private const string Name = "strike";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

    /// <summary>Waits until all strikers are connected, or were refused.</summary>
    public Task BegunAsync(CancellationToken cancellation) =>
        _process.UntilAsync("connected", Patience, async () => File.Exists(_log) && (await File.ReadAllTextAsync(_log, cancellation)).Contains(Begun, StringComparison.Ordinal), cancellation);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
