using SignalFire.Grains;

namespace SignalFire.Gateway.Dispatch;

/// <summary>Messages that were sealed into one envelope.</summary>
internal sealed record Batch(Envelope Envelope, QueuedMessage[] Messages)
{
    /// <summary>The same, for a grain that knows nothing of the envelopes before it; they are settled.</summary>
    public Batch First() => this with
    {
        Envelope = new Envelope(Envelope.Sender, Envelope.Source, Envelope.Number, Envelope.Texts) { SeqAt = Envelope.SeqAt, HasSeq = Envelope.HasSeq, SenderEpoch = Envelope.SenderEpoch },
    };
}
