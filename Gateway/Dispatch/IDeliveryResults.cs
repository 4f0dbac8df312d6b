using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Takes what became of a sender's messages.</summary>
internal interface IDeliveryResults
{
    /// <summary>Messages without a <c>ref</c> were not delivered.</summary>
    void OnRefused(PeerId target, DeliveryOutcome outcome, int messages);

    /// <summary>A message with a <c>ref</c> has its outcome for all of its targets.</summary>
    void OnSettled(SendAnswer answer);

    /// <summary>The cluster answered for the first time about messages; perhaps that they are held.</summary>
    void OnAnswered(QueuedMessage[] messages);

    /// <summary>Messages, with or without a <c>ref</c>, have their outcome for one target; of those that are held it is told twice.</summary>
    void OnOutcome(DeliveryOutcome outcome, int messages);

    /// <summary>The cluster could not be called; it is tried again for a while.</summary>
    void OnFailure(PeerId target, Exception exception);
}
