using FsCheck;
using FsCheck.Fluent;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Says how many, where FsCheck's own lists grow with the case and starve their elements.</summary>
internal static class Counts
{
    public static Gen<T[]> UpTo<T>(this Gen<T> one, int count) => Gen.Choose(0, count).SelectMany(one.ArrayOf);
}
