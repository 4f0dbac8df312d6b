namespace SignalFire.Load.Compare;

/// <summary>The figures of one round, and how many cores strangers took at worst.</summary>
internal sealed record Sample(double Base, double Target, double OtherCores)
{
    /// <summary>Nothing done on either side is no ratio; JSON knows no NaN, hence null.</summary>
    public double? Ratio => Base == 0 || Target == 0 ? null : Target / Base;
}
