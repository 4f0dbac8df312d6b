using System.Runtime.InteropServices;

namespace SignalFire.Grains;

/// <summary>An envelope whose messages have their place in the session of its target.</summary>
/// <param name="FirstSeq">The sequence number of its first message; the others follow.</param>
/// <param name="Envelope">The messages.</param>
[StructLayout(LayoutKind.Auto)]
[GenerateSerializer, Immutable, Alias("signalfire.SequencedEnvelope")]
public readonly record struct SequencedEnvelope([property: Id(0)] long FirstSeq, [property: Id(1)] Envelope Envelope)
{
    /// <summary>The sequence number of its last message.</summary>
    public long LastSeq => FirstSeq + Envelope.Texts.Length - 1;
}
