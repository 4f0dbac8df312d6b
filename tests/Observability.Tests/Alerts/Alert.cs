namespace SignalFire.Observability.Tests.Alerts;

/// <summary>An alert as it is shipped.</summary>
internal sealed record Alert(string Name, string Expression, string Severity, string Summary, string Runbook);
