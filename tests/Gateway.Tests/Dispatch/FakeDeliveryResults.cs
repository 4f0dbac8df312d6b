using System.Collections.Concurrent;
using System.Threading.Channels;
using SignalFire.Gateway.Dispatch;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>Keeps what a sender is told.</summary>
internal sealed class FakeDeliveryResults : IDeliveryResults
{
    private readonly Channel<(string Target, DeliveryOutcome Outcome, int Messages)> _refused =
        Channel.CreateUnbounded<(string Target, DeliveryOutcome Outcome, int Messages)>();

    public ConcurrentQueue<(string Target, Exception Exception)> Failures { get; } = new();

    /// <summary>Whether the sender was told anything that <see cref="NextRefusalAsync"/> did not take.</summary>
    public bool HasRefusal => _refused.Reader.TryPeek(out _);

    public Task<(string Target, DeliveryOutcome Outcome, int Messages)> NextRefusalAsync() =>
        _refused.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    public void OnRefused(PeerId target, DeliveryOutcome outcome, int messages) => _refused.Writer.TryWrite((target.Value, outcome, messages));

    public void OnFailure(PeerId target, Exception exception) => Failures.Enqueue((target.Value, exception));
}
