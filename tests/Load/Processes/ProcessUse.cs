namespace SignalFire.Load.Processes;

/// <summary>What one server process used between two moments.</summary>
internal sealed record ProcessUse(int Pid, string Name, ProcessSample Before, ProcessSample After)
{
    public TimeSpan Cpu => After.Cpu - Before.Cpu;

    public long GrownBytes => After.ResidentBytes - Before.ResidentBytes;
}
