namespace SignalFire.Observability.Tests.Dashboard;

/// <summary>A panel of the dashboard, as far as it is checked.</summary>
internal sealed record Panel(int Id, string Row, string Title, string Description, string Unit, IReadOnlyList<string> DataSources, IReadOnlyList<string> Queries, Area Area)
{
    /// <summary>What it is called in a test.</summary>
    public string Name => $"{Row}: {Title}";
}
