namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>What a program told of one step of a trace.</summary>
internal sealed record Span(string Service, string TraceId, string Id, string ParentId, string Name);
