using System.Runtime.InteropServices;

namespace SignalFire.Gateway;

/// <summary>The pause before the next attempt: each twice as long as the one before, up to <paramref name="Longest"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Backoff(TimeSpan Pause, TimeSpan Longest)
{
    /// <summary>The pause after this one.</summary>
    public Backoff Next() => this with { Pause = Pause * 2 < Longest ? Pause * 2 : Longest };
}
