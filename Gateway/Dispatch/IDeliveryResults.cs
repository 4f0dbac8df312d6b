using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Takes what became of a sender's messages.</summary>
internal interface IDeliveryResults
{
    /// <summary>Messages were not delivered.</summary>
    void OnRefused(PeerId target, DeliveryOutcome outcome, int messages);

    /// <summary>The cluster could not be called; <see cref="OnRefused"/> follows.</summary>
    void OnFailure(PeerId target, Exception exception);
}
