using System.Text;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>A grain call that is under way until the test ends it.</summary>
internal sealed class HeldDelivery(Envelope envelope)
{
    // Its continuations run within Release and Fail: then the queue has gone on, and no test has to wait for that.
    private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new();

    /// <summary>What it carries.</summary>
    public Envelope Envelope => envelope;

    /// <summary>The texts of it.</summary>
    public string[] Texts { get; } = [.. envelope.Texts.Select(Encoding.UTF8.GetString)];

    public Task<DeliveryOutcome> Outcome => _outcome.Task;

    public void Release(DeliveryOutcome outcome = DeliveryOutcome.Delivered) => _outcome.SetResult(outcome);

    public void Fail(Exception exception) => _outcome.SetException(exception);
}
