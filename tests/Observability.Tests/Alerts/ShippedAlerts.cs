using System.Text.RegularExpressions;

namespace SignalFire.Observability.Tests.Alerts;

/// <summary>The alerts, read line by line; promtool sees to it that the file is what it should be.</summary>
internal static partial class ShippedAlerts
{
    public static IReadOnlyList<Alert> All { get; } =
    [
        .. Shipped.Read("alerts.yaml").Split("- alert: ").Skip(1).Select(text => new Alert(
            text[..text.IndexOf('\n', StringComparison.Ordinal)], Find(Expression(), text), Find(Severity(), text), Find(Summary(), text), Find(Runbook(), text))),
    ];

    private static string Find(Regex field, string text) => field.Match(text).Groups["value"].Value;

    [GeneratedRegex("expr: (?<value>.+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"severity: (?<value>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Severity();

    [GeneratedRegex("summary: (?<value>.+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex("runbook: (?<value>.+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Runbook();
}
