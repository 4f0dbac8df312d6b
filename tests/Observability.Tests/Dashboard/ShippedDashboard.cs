using System.Text.Json;

namespace SignalFire.Observability.Tests.Dashboard;

/// <summary>The dashboard's panels, in their order.</summary>
internal static class ShippedDashboard
{
    public static IReadOnlyList<Panel> Panels { get; } = Read();

    private static List<Panel> Read()
    {
        using var document = JsonDocument.Parse(Shipped.Read("grafana", "dashboards", "signalfire.json"));
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
