using System.Runtime.InteropServices;

namespace SignalFire.Observability.Tests.Dashboard;

/// <summary>Where a panel is on the grid of 24 columns.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Area(int X, int Y, int Width, int Height)
{
    public bool Overlaps(Area other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
}
