namespace SignalFire.Load.Processes;

/// <summary>Measures the server processes from the moment it is created.</summary>
internal sealed class ProcessMeter(IReadOnlyList<int> pids)
{
    private readonly ProcessSample[] _before = [.. pids.Select(ProcessSample.Read)];
    private readonly MachineSample _machine = MachineSample.Read();

    public ProcessUses Read()
    {
        ProcessUse[] uses =
            [.. pids.Select((pid, i) => new ProcessUse(pid, ProcessSample.Name(pid), _before[i], ProcessSample.Read(pid)))];
        TimeSpan servers = uses.Aggregate(TimeSpan.Zero, (sum, use) => sum + use.Cpu);
        return new ProcessUses(uses, MachineSample.Read().OtherCoresSince(_machine, servers));
    }
}
