namespace SignalFire.Load.Telemetry;

/// <summary>What a program sent to a collector with one request.</summary>
/// <param name="Signal"><c>metrics</c> or <c>traces</c>.</param>
/// <param name="IsGrpc">Whether it came by gRPC.</param>
/// <param name="Headers">The headers of the request.</param>
/// <param name="Message">The request itself, as protobuf (opentelemetry/proto/collector).</param>
internal sealed record Export(string Signal, bool IsGrpc, IReadOnlyDictionary<string, string> Headers, byte[] Message);
