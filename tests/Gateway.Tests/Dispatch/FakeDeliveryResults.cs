using System.Collections.Concurrent;
using System.Text;
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

    private readonly Channel<string> _settled = Channel.CreateUnbounded<string>();

    public ConcurrentQueue<(string Target, Exception Exception)> Failures { get; } = new();

    /// <summary>Whether the sender was told anything that <see cref="NextRefusalAsync"/> did not take.</summary>
    public bool HasRefusal => _refused.Reader.TryPeek(out _);

    /// <summary>Whether the sender got an answer that <see cref="NextAnswerAsync"/> did not take.</summary>
    public bool HasAnswer => _settled.Reader.TryPeek(out _);

    /// <summary>The next answer to a message with a <c>ref</c>: <c>7</c>, or <c>7 bob=PeerUnknown</c> with those that failed.</summary>
    public Task<string> NextAnswerAsync() =>
        _settled.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    public Task<(string Target, DeliveryOutcome Outcome, int Messages)> NextRefusalAsync() =>
        _refused.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    public void OnRefused(PeerId target, DeliveryOutcome outcome, int messages) => _refused.Writer.TryWrite((target.Value, outcome, messages));

    public void OnSettled(SendAnswer answer) => _settled.Writer.TryWrite(
        string.Join(' ', [Encoding.UTF8.GetString(answer.Reference), .. answer.Failed.Select(failed => $"{failed.Target}={failed.Outcome}")]));

    public void OnAnswered(QueuedMessage[] messages)
    {
    }

    public void OnOutcome(DeliveryOutcome outcome, int messages)
    {
    }

    public void OnFailure(PeerId target, Exception exception) => Failures.Enqueue((target.Value, exception));
}
