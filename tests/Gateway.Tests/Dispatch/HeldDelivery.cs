using System.Text;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>A grain call that is under way until the test ends it.</summary>
internal sealed class HeldDelivery(Envelope[] envelopes)
{
    // Its continuations run within Release and Fail: then the queue has gone on, and no test has to wait for that.
    private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new();

    /// <summary>What it carries, text by text.</summary>
    public string[] Texts { get; } = [.. envelopes.Select(envelope => Encoding.UTF8.GetString(envelope.Text))];

    public Task<DeliveryOutcome> Outcome => _outcome.Task;

    public void Release(DeliveryOutcome outcome = DeliveryOutcome.Delivered) => _outcome.SetResult(outcome);

    public void Fail(Exception exception) => _outcome.SetException(exception);
}
