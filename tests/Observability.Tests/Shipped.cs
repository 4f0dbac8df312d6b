namespace SignalFire.Observability.Tests;

/// <summary>The files as they are shipped.</summary>
internal static class Shipped
{
    /// <summary><c>deploy/observability</c>.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "observability");

    public static string Alerts => Path.Combine(Folder, "alerts.yaml");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder, .. path]));

    /// <summary>A file of <c>deploy</c>, elsewhere.</summary>
    public static string Deployment(params string[] path) => File.ReadAllText(Path.Combine([AppContext.BaseDirectory, "deploy", .. path]));

    public static string Document(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name));
}
