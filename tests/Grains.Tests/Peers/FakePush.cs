using System.Text;

namespace SignalFire.Grains.Tests.Peers;

/// <summary>What a push queue pushes to: keeps each push and lets the test say when and how it ends.</summary>
internal sealed class FakePush
{
    private readonly List<(Envelope[] Envelopes, TaskCompletionSource<DeliveryOutcome> End)> _pushes = [];

    /// <summary>The arrays that were pushed.</summary>
    public IEnumerable<Envelope[]> Pushed => _pushes.Select(push => push.Envelopes);

    /// <summary>The messages that were pushed: a text per push, such as <c>two three</c>.</summary>
    public string[] Texts => [.. Pushed.Select(push => string.Join(' ', push.Select(envelope => Encoding.UTF8.GetString(envelope.Text))))];

    public Task<DeliveryOutcome> PushAsync(Envelope[] envelopes)
    {
        var end = new TaskCompletionSource<DeliveryOutcome>();
        _pushes.Add((envelopes, end));
        return end.Task;
    }

    /// <summary>Ends the push that is under way.</summary>
    public void End(DeliveryOutcome outcome = DeliveryOutcome.Delivered) => _pushes[^1].End.SetResult(outcome);

    /// <summary>Ends the push that is under way with an exception.</summary>
    public void Fail(Exception exception) => _pushes[^1].End.SetException(exception);

    /// <summary>A call's envelopes, one per text.</summary>
    public static Envelope[] Call(params string[] texts) =>
        [.. texts.Select(text => new Envelope(PeerId.Parse("bob"), Encoding.UTF8.GetBytes(text)))];
}
