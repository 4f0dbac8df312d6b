namespace SignalFire.Load.Processes;

/// <summary>Measures the server processes from the moment it is created.</summary>
internal sealed class ProcessMeter(IReadOnlyList<int> pids)
{
    private readonly ProcessSample[] _before = [.. pids.Select(ProcessSample.Read)];

    public ProcessUses Read() =>
        new([.. pids.Select((pid, i) => new ProcessUse(pid, ProcessSample.Name(pid), _before[i], ProcessSample.Read(pid)))]);
}
