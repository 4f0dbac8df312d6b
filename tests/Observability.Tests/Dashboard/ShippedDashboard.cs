using System.Text.Json;

namespace SignalFire.Observability.Tests.Dashboard;

/// <summary>The dashboard's panels, in their order.</summary>
internal static class ShippedDashboard
{
    public static IReadOnlyList<Panel> Panels { get; } = Read();

    /// <summary>The variable that says whom the panels ask, and the kind of data sources among which it chooses.</summary>
    public static (string Name, string Kind) DataSource { get; } = ReadDataSource();

    /// <summary>The variable that says of which namespace: its name, what it asks for its choices, and what stands for all.</summary>
    public static (string Name, string Query, string All) Namespace { get; } = ReadNamespace();

    private static JsonDocument Parse() => JsonDocument.Parse(Shipped.Read("grafana", "dashboards", "signalfire.json"));

    private static (string Name, string Kind) ReadDataSource()
    {
        using var document = Parse();
        var variable = document.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Single(one => one.GetProperty("type").ValueEquals("datasource"));
        return (variable.GetProperty("name").GetString()!, variable.GetProperty("query").GetString()!);
    }

    private static (string Name, string Query, string All) ReadNamespace()
    {
        using var document = Parse();
        var variable = document.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Single(one => one.GetProperty("type").ValueEquals("query"));
        return (variable.GetProperty("name").GetString()!, variable.GetProperty("query").GetString()!, variable.GetProperty("allValue").GetString()!);
    }

    private static List<Panel> Read()
    {
        using var document = Parse();
        List<Panel> panels = [];
        var row = "";
        foreach (var panel in document.RootElement.GetProperty("panels").EnumerateArray())
        {
            if (panel.GetProperty("type").ValueEquals("row"))
            {
                row = panel.GetProperty("title").GetString()!;
                continue;
            }

            panels.Add(Read(row, panel));
        }

        return panels;
    }

    private static Panel Read(string row, JsonElement panel)
    {
        string Text(string name) => panel.GetProperty(name).GetString()!;
        var targets = panel.GetProperty("targets").EnumerateArray().ToArray();
        var place = panel.GetProperty("gridPos");
        int Place(string name) => place.GetProperty(name).GetInt32();
        return new Panel(
            panel.GetProperty("id").GetInt32(),
            row,
            Text("title"),
            Text("description"),
            panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()!,
            [.. targets.Append(panel).Select(part => part.GetProperty("datasource").GetProperty("uid").GetString()!)],
            [.. targets.Select(target => target.GetProperty("expr").GetString()!)],
            new Area(Place("x"), Place("y"), Place("w"), Place("h")));
    }
}
