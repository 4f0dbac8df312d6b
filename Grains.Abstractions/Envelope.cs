namespace SignalFire.Grains;

/// <summary>A message between our processes: who sent it, and the text that the target's connection writes.</summary>
/// <param name="sender">The sender, as its gateway knows it.</param>
/// <param name="text">The delivered JSON text in UTF-8, of exact size; never changed after this call.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("signalfire.Envelope")]
public sealed class Envelope(PeerId sender, byte[] text)
{
    /// <summary>The sender, as its gateway knows it.</summary>
    [Id(0)]
    public PeerId Sender { get; } = sender;

    /// <summary>The delivered JSON text in UTF-8.</summary>
    [Id(1)]
    public byte[] Text { get; } = text;
}
