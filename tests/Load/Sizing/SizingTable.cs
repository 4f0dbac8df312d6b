namespace SignalFire.Load.Sizing;

/// <summary>Writes the figures as Markdown tables.</summary>
internal static class SizingTable
{
    private const double Kibibyte = 1024;
    private const double Mebibyte = Kibibyte * 1024;
    private const double Gibibyte = Mebibyte * 1024;

    public static void Write(TextWriter output, SizingResult result)
    {
        output.WriteLine("| idle peers | gateway, MiB | silo, MiB |");
        output.WriteLine("|---:|---:|---:|");
        foreach (MemoryStep step in result.Steps)
        {
            output.WriteLine(Invariant($"| {step.Peers} | {step.Gateway / Mebibyte:0} | {step.Silo / Mebibyte:0} |"));
        }

        Line gateway = Line.Through([.. result.Steps.Select(step => ((double)step.Peers, (double)step.Gateway))]);
        Line silo = Line.Through([.. result.Steps.Select(step => ((double)step.Peers, (double)step.Silo))]);
        output.WriteLine();
        output.WriteLine("| | gateway | silo |");
        output.WriteLine("|---|---:|---:|");
        output.WriteLine(Invariant($"| memory without peers | {gateway.Start / Mebibyte:0} MiB | {silo.Start / Mebibyte:0} MiB |"));
        output.WriteLine(Invariant($"| memory per idle peer (R² of the line) | {gateway.Slope / Kibibyte:0.0} KiB ({gateway.RSquared:0.000}) | {silo.Slope / Kibibyte:0.0} KiB ({silo.RSquared:0.000}) |"));
        output.WriteLine(Invariant($"| idle peers per GiB | {PeersPerGibibyte(gateway)} | {PeersPerGibibyte(silo)} |"));
        foreach (MessageLoad load in result.Loads)
        {
            output.WriteLine(Invariant($"| CPU per message, {load.Name} ({load.PerSecond:0}/s; others took {load.OtherCores * 100:0}% of a core) | {load.GatewayMicroseconds:0.0} µs | {load.SiloMicroseconds:0.0} µs |"));
        }

        // Under a moderate load most of a message's CPU time is the waking of idle threads, which more messages share: no measure of capacity.
        MessageLoad most = result.Loads[^1];
        output.WriteLine(Invariant($"| messages/s per core, {most.Name} | {PerCore(most.GatewayMicroseconds)} | {PerCore(most.SiloMicroseconds)} |"));
    }

    /// <summary>How many fit into a GiB, the process itself included; figures beyond the measured peers are the line's.</summary>
    private static string PeersPerGibibyte(Line line) =>
        line.Slope <= 0 ? "not measurable" : Invariant($"{Math.Floor((Gibibyte - line.Start) / line.Slope / 100) * 100:0}");

    private static string PerCore(double microseconds) => microseconds <= 0 ? "not measurable" : Invariant($"{Math.Round(1e4 / microseconds) * 100:0}");
}
