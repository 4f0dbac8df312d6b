using System.Diagnostics;

namespace SignalFire.Grains.Telemetry;

/// <summary>Traces the envelopes that their sender's gateway has chosen.</summary>
internal static class PeerTraces
{
    /// <summary>The activity source of a silo's peers.</summary>
    public const string SourceName = "SignalFire.Grains";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>From an envelope's arrival to its outcome.</summary>
    public static Activity? StartDeliver(string trace) =>
        ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var sender)
            ? Source.StartActivity("signalfire.deliver", ActivityKind.Consumer, sender)
            : null;
}
