using System.Globalization;
using FsCheck.Xunit;

namespace SignalFire.Grains.Tests.Model;

/// <summary>
/// A property that is tried on so many generated cases, the same ones each time; <c>SIGNALFIRE_FUZZ_CASES=100</c> tries a hundred times as many, and
/// others each time.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
#pragma warning disable xUnit3003 // FsCheck's attribute, which this one is, takes no source information.
public sealed class CasesAttribute : PropertyAttribute
#pragma warning restore xUnit3003
{
    public CasesAttribute(int cases)
    {
        MaxTest = cases * Multiplier;
        StartSize = 10;
        EndSize = 120;
        QuietOnSuccess = true;
        if (Multiplier == 1)
        {
            // What one case in a hundred thousand finds is for the long form: it says nothing of the change that meets it.
            Replay = "20261123,1";
        }
    }

    private static int Multiplier =>
        int.TryParse(Environment.GetEnvironmentVariable("SIGNALFIRE_FUZZ_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var multiplier)
            ? Math.Max(1, multiplier)
            : 1;
}
