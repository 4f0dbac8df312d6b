using System.Runtime.InteropServices;

namespace SignalFire.Fuzz.Run;

/// <summary>How long things may take.</summary>
/// <param name="Patience">Until a connection that neither answers nor ends is stuck.</param>
/// <param name="Settle">Until what hostile peers leave behind is gone.</param>
/// <param name="PairPatience">Until a message of the pair that has not arrived is lost.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SiegeTimes(TimeSpan Patience, TimeSpan Settle, TimeSpan PairPatience)
{
    /// <summary>Above any timeout of a gateway that is not stuck, and above its grace period.</summary>
    public static SiegeTimes Stock { get; } = new(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20));
}
