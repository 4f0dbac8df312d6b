namespace SignalFire.Deploy.Tests;

/// <summary>The files that are tested, where they are.</summary>
internal static class Repository
{
    // From artifacts/bin/Deploy.Tests/<configuration>/.
    public static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));
}
