using System.Collections.Concurrent;
using System.Text.Json;
using SignalFire.Fuzz.Scripts;

namespace SignalFire.Fuzz.Checks;

/// <summary>Writes scripts into files that <c>replay</c> reads.</summary>
internal sealed class Evidence(string folder)
{
    private const int KeptPerPeer = 3;
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    private readonly ConcurrentDictionary<int, ConcurrentQueue<Script>> _running = new();
    private int _files;

    /// <summary>Notes what a hostile peer does now.</summary>
    public void Begin(int peer, Script script)
    {
        var last = _running.GetOrAdd(peer, _ => new ConcurrentQueue<Script>());
        last.Enqueue(script);
        while (last.Count > KeptPerPeer)
        {
            last.TryDequeue(out _);
        }
    }

    /// <summary>Keeps one script, or where none is known all that may have done it.</summary>
    /// <returns>The file.</returns>
    public string Keep(Fault fault, Script? script)
    {
        Script[] scripts = script is null ? [.. _running.Values.SelectMany(last => last)] : [script];
        var path = Path.Combine(folder, Invariant($"{fault}-{Interlocked.Increment(ref _files)}.json"));
        File.WriteAllText(path, JsonSerializer.Serialize(scripts, Options));
        return path;
    }

    public static Script[] Read(string path) => JsonSerializer.Deserialize<Script[]>(File.ReadAllText(path), Options)!;
}
