using System.Runtime.InteropServices;

namespace SignalFire.Grains.Peers;

/// <summary>The last attachment of a sender that delivered lately, on its way to another silo.</summary>
/// <param name="Sender">The sender.</param>
/// <param name="Epoch">Its attachment.</param>
/// <param name="Source">Its connection.</param>
[StructLayout(LayoutKind.Auto)]
[GenerateSerializer, Immutable, Alias("signalfire.SenderSnapshot")]
internal readonly record struct SenderSnapshot([property: Id(0)] PeerId Sender, [property: Id(1)] long Epoch, [property: Id(2)] ConnectionId Source);
