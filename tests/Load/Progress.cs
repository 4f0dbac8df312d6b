namespace SignalFire.Load;

/// <summary>Says on stderr what the tool is doing, so that stdout holds results only.</summary>
internal static class Progress
{
    public static void Say(string line) => Console.Error.WriteLine(line);

    /// <summary>Waits, and says every five seconds how far it is.</summary>
    public static async Task WaitAsync(string what, TimeSpan duration, CancellationToken cancellation)
    {
        TimeSpan step = TimeSpan.FromSeconds(5);
        Say(Invariant($"{what} for {duration.TotalSeconds:0.#} s"));
        for (TimeSpan waited = TimeSpan.Zero; waited < duration; waited += step)
        {
            if (waited > TimeSpan.Zero)
            {
                Say(Invariant($"{what}: {waited.TotalSeconds:0} of {duration.TotalSeconds:0.#} s"));
            }

            TimeSpan left = duration - waited;
            await Task.Delay(left < step ? left : step, cancellation);
        }
    }
}
