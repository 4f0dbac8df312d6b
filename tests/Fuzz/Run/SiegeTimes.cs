using System.Runtime.InteropServices;

namespace SignalFire.Fuzz.Run;

/// <summary>How long things may take.</summary>
/// <param name="Patience">Until a connection that neither answers nor ends is stuck.</param>
/// <param name="Settle">Until what hostile peers leave behind is gone.</param>
/// <param name="PairPatience">Until a message of the pair that has not arrived is lost.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SiegeTimes(TimeSpan Patience, TimeSpan Settle, TimeSpan PairPatience)
{
    /// <summary>Above any timeout of a gateway that is not stuck, and above the grace period of <see cref="OpenDoor"/>.</summary>
    public static SiegeTimes OfOpenDoor { get; } = new(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20));

    /// <summary>Behind stock limits too little is let in for the stock grace period to be waited for.</summary>
    public static SiegeTimes OfStockLimits { get; } = OfOpenDoor with { Settle = TimeSpan.Zero };
}
