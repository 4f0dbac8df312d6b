namespace SignalFire.Observability.Tests.Otlp;

/// <summary>A metric as a program sent it to a collector.</summary>
internal sealed record SentMetric(string Service, string Meter, string Name, string Unit);
