using System.Runtime.InteropServices;

namespace SignalFire.Load.Sizing;

/// <summary>The straight line that fits points best (least squares), and how well it does: R² is 1 when all are on it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Line(double Start, double Slope, double RSquared)
{
    public static Line Through(IReadOnlyList<(double X, double Y)> points)
    {
        double x = points.Average(point => point.X);
        double y = points.Average(point => point.Y);
        double slope = points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
        double start = y - (slope * x);
        double total = points.Sum(point => (point.Y - y) * (point.Y - y));
        double off = points.Sum(point => Math.Pow(point.Y - start - (slope * point.X), 2));
        return new Line(start, slope, total == 0 ? 1 : 1 - (off / total));
    }
}
