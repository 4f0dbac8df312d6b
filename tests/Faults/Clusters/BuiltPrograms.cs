using SignalFire.Load;

namespace SignalFire.Faults.Clusters;

/// <summary>Where the build left our two programs: beside this tool, in the same configuration.</summary>
internal static class BuiltPrograms
{
    public static string Gateway => Find("Gateway", "SignalFire.Gateway.dll");

    public static string Silo => Find("Silo", "SignalFire.Silo.dll");

    private static string Find(string project, string file)
    {
        // artifacts/bin/<project>/<configuration>/
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
        return File.Exists(path) ? path : throw new LoadException($"Build {project} first: there is no {path}");
    }
}
