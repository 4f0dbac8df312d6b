namespace SignalFire.Load.Checks;

/// <summary>Turns the faults of a run into its exit code.</summary>
internal static class Verdict
{
    public static int Of(Faults faults)
    {
        if (!faults.Any)
        {
            return 0;
        }

        Console.Error.WriteLine($"Failed: {faults}.");
        return 1;
    }
}
