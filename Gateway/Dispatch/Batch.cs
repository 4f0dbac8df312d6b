using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Messages that were sealed into one envelope.</summary>
internal sealed record Batch(Envelope Envelope, QueuedMessage[] Messages)
{
    /// <summary>The same, for a grain that knows nothing of the envelopes before it; they are settled.</summary>
    public Batch First() => this with
    {
        Envelope = Envelope.Repeated(after: 0),
    };

    /// <summary>The same, to ask what became of it.</summary>
    public Batch Again() => this with { Envelope = Envelope.Repeated() };
}
