using System.Diagnostics;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Telemetry;

/// <summary>Traces a few of the messages, and of the connects, of a gateway (docs/metrics.md, Traces).</summary>
/// <remarks>
/// It chooses here and not in a sampler: one that declines still gets a span made for it to decline, with each message. What is chosen
/// carries its trace in its envelope; Orleans' own propagation would put filters around every call, and follow the push to whoever's call
/// happened to set it off.
/// </remarks>
internal sealed class GatewayTraces(IOptions<TraceOptions> options)
{
    /// <summary>The activity source of a gateway.</summary>
    public const string SourceName = "SignalFire.Gateway";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly double _ratio = options.Value.Ratio;

    /// <summary>A peer's request to its attachment, if it is one of those that are traced.</summary>
    public Activity? StartConnect(WireForm form) =>
        IsChosen ? Source.StartActivity("signalfire.connect", ActivityKind.Server, parentContext: default)?.SetTag("signalfire.protocol", form is WireForm.V1 ? "v1" : "classic") : null;

    /// <summary>An envelope to its outcome, if it is one of those that are traced; its trace has to go with it.</summary>
    public Activity? StartSend(Envelope envelope) =>
        IsChosen ? Source.StartActivity("signalfire.send", ActivityKind.Producer, parentContext: default)?.SetTag("signalfire.messages", envelope.Texts.Length) : null;

    /// <summary>From the outbox to the socket, for an envelope that is traced.</summary>
    public static Activity? StartWrite(string trace)
    {
        if (!ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var sender))
        {
            return null;
        }

        // Its end is elsewhere: nothing that happens here meanwhile is part of it.
        var current = Activity.Current;
        var write = Source.StartActivity("signalfire.write", ActivityKind.Consumer, sender);
        Activity.Current = current;
        return write;
    }

#pragma warning disable RS0030 // It makes no id; it tosses a coin.
    private bool IsChosen => Source.HasListeners() && Random.Shared.NextDouble() < _ratio;
#pragma warning restore RS0030
}
