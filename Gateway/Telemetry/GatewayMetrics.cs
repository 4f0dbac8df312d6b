using System.Diagnostics.Metrics;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Telemetry;

/// <summary>Counts what a gateway does (docs/metrics.md says what each number means).</summary>
/// <remarks>On the path of every message: nothing is allocated here, and without a listener it costs a few comparisons.</remarks>
internal sealed class GatewayMetrics(IMeterFactory meters, TimeProvider time)
{
    /// <summary>The meter of a gateway.</summary>
    public const string MeterName = "SignalFire.Gateway";

    // From what one process needs to what a cluster that fails over does.
    private static readonly double[] DeliverySeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Counter<long> _connects = meters.Create(MeterName).CreateCounter<long>(
        "signalfire.connects", "{connection}", "Connections that were taken.");

    private readonly Counter<long> _disconnects = meters.Create(MeterName).CreateCounter<long>(
        "signalfire.disconnects", "{connection}", "Connections that ended.");

    private readonly Counter<long> _refusals = meters.Create(MeterName).CreateCounter<long>(
        "signalfire.refusals", "{request}", "Requests that were answered in place of being upgraded.");

    private readonly Counter<long> _sent = meters.Create(MeterName).CreateCounter<long>(
        "signalfire.messages.sent", "{message}", "What became of the messages that peers sent, one for each target.");

    private readonly Counter<long> _written = meters.Create(MeterName).CreateCounter<long>(
        "signalfire.messages.written", "{message}", "Messages of other peers that were written to sockets.");

    private readonly Histogram<double> _deliveryDuration = meters.Create(MeterName).CreateHistogram(
        "signalfire.delivery.duration",
        "s",
        "From a message that is read to the cluster's first answer about it.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DeliverySeconds });

    private readonly Counter<long> _reattaches = meters.Create(MeterName).CreateCounter<long>(
        "signalfire.reattaches", "{peer}", "Tries to attach a peer anew whose attachment was lost.");

    /// <summary>A connection is taken.</summary>
    public void Connected(WireForm form, AttachOutcome outcome) => _connects.Add(1, MetricTags.Protocol(form), MetricTags.Session(outcome));

    /// <summary>A connection ended.</summary>
    public void Disconnected(CloseReason reason) => _disconnects.Add(1, MetricTags.Reason(reason));

    /// <summary>A request was refused.</summary>
    /// <param name="reason">One of <see cref="RefusalReason"/>.</param>
    public void Refused(string reason) => _refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Messages for a target have an outcome.</summary>
    public void Sent(DeliveryOutcome outcome, int messages) => _sent.Add(messages, MetricTags.Outcome(outcome));

    /// <summary>A message got no target: its sender is told that it can't be honoured.</summary>
    public void Sent(Fault fault) => _sent.Add(1, new KeyValuePair<string, object?>("outcome", fault.Code));

    /// <summary>Messages were written.</summary>
    public void Written(int messages)
    {
        if (messages > 0)
        {
            _written.Add(messages);
        }
    }

    /// <summary>The cluster answered for the first time about messages.</summary>
    public void Answered(QueuedMessage[] messages)
    {
        if (!_deliveryDuration.Enabled)
        {
            return;
        }

        var now = time.GetTimestamp();
        foreach (var message in messages)
        {
            _deliveryDuration.Record(time.GetElapsedTime(message.ReadAt, now).TotalSeconds);
        }
    }

    /// <summary>A peer was attached anew, or was not.</summary>
    /// <param name="outcome">Null when the cluster did not answer; it is tried again.</param>
    public void Reattached(AttachOutcome? outcome) => _reattaches.Add(1, MetricTags.Reattach(outcome));
}
