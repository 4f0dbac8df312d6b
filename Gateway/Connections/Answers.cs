using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Tells a peer what became of its messages.</summary>
internal sealed partial class Answers(Outbox outbox, TimeSpan retryAfter, GatewayMetrics metrics, ILogger logger) : IDeliveryResults
{
    /// <inheritdoc/>
    public void OnRefused(PeerId target, DeliveryOutcome outcome, int messages)
    {
        var answer = GatewayMessage.Refused(target, outcome, retryAfter);
        for (var i = 0; i < messages; i++)
        {
            outbox.Answer(answer);
        }
    }

    /// <inheritdoc/>
    public void OnSettled(SendAnswer answer) => outbox.Answer(answer switch
    {
        { Failed: [] } => GatewayMessage.Ack(answer.Reference),
        { IsArray: false } => GatewayMessage.Refused(answer.Failed[0].Target, answer.Failed[0].Outcome, retryAfter, answer.Reference),
        _ => GatewayMessage.Ack(answer.Reference, [.. answer.Failed.Select(failed => (failed.Target, Protocol.ErrorCode.Of(failed.Outcome)))]),
    });

    /// <inheritdoc/>
    public void OnAnswered(QueuedMessage[] messages) => metrics.Answered(messages);

    /// <inheritdoc/>
    public void OnOutcome(DeliveryOutcome outcome, int messages) => metrics.Sent(outcome, messages);

    /// <inheritdoc/>
    public void OnFailure(PeerId target, Exception exception) => LogUnavailable(exception, target);

    [LoggerMessage(3, LogLevel.Debug, "The grain of peer {PeerId} could not be called.")]
    private partial void LogUnavailable(Exception exception, PeerId peerId);
}
