namespace SignalFire.Load.Compare;

/// <summary>The figures of one round.</summary>
internal sealed record Sample(double Base, double Target)
{
    public double Ratio => Base == 0 ? 0 : Target / Base;
}
