namespace SignalFire.Cluster.Tests.Processes;

/// <summary>Where the build left our two programs: beside these tests, in the same configuration.</summary>
internal static class BuiltPrograms
{
    public static string Gateway { get; } = Find("Gateway", "SignalFire.Gateway.dll");

    public static string Silo { get; } = Find("Silo", "SignalFire.Silo.dll");

    private static string Find(string project, string file)
    {
        // artifacts/bin/<project>/<configuration>/
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build the solution first: there is no {path}", path);
    }
}
