namespace SignalFire.Load.Compare;

/// <summary>A line of the table of aims, with the unit of its absolute figures.</summary>
internal sealed record Row(string Name, string Unit)
{
    public static Row CpuSmall { get; } = new("CPU per message, 300 B", "µs");

    public static Row CpuBig { get; } = new("CPU per message, 3 KB", "µs");

    public static Row Rate { get; } = new("messages/s", "/s");

    public static Row Latency { get; } = new("latency p50 at 2,000/s", "ms");

    public static Row CpuCall { get; } = new("CPU per call set-up", "µs");

    public static Row CpuConnect { get; } = new("CPU per connect", "µs");

    public static Row Memory { get; } = new("memory per idle peer, all processes", "KiB");

    public static IReadOnlyList<Row> All { get; } = [CpuSmall, CpuBig, Rate, Latency, CpuCall, CpuConnect, Memory];
}
