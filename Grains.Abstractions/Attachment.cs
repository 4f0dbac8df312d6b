namespace SignalFire.Grains;

/// <summary>The binding of a peer to a connection.</summary>
/// <param name="Epoch">Counts the peer's attachments; a caller with a smaller one is stale. Grows even when the grain lost its memory.</param>
/// <param name="Replaced">Whether this attachment ended an older one.</param>
[GenerateSerializer, Immutable, Alias("signalfire.Attachment")]
public readonly record struct Attachment([property: Id(0)] long Epoch, [property: Id(1)] bool Replaced);
