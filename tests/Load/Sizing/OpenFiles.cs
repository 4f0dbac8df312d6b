using System.Globalization;

namespace SignalFire.Load.Sizing;

/// <summary>Whether this process, and those it starts, may open a file for each peer.</summary>
internal static class OpenFiles
{
    // What a process has open besides its peers.
    private const int Others = 500;

    public static void Ensure(int peers)
    {
        // "Max open files            20000                20000                files"; .NET raises the first to the second.
        string line = File.ReadLines("/proc/self/limits").First(text => text.StartsWith("Max open files", StringComparison.Ordinal));
        string hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        if (long.TryParse(hard, CultureInfo.InvariantCulture, out long limit) && limit < peers + Others)
        {
            throw new LoadException(Invariant($"{peers} peers need {peers + Others} open files, and this shell allows {limit}: raise it first (as root: ulimit -n 65536), or take --steps up to {limit - Others}."));
        }
    }
}
