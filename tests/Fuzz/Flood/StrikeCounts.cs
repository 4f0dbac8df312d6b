using System.Collections.Concurrent;

namespace SignalFire.Fuzz.Flood;

/// <summary>What all strikers did, and what became of it.</summary>
internal sealed class StrikeCounts
{
    private readonly ConcurrentDictionary<string, int> _ends = new(StringComparer.Ordinal);
    private long _sent;
    private long _heard;
    private int _opened;
    private int _refused;

    public void Send(int frames) => Interlocked.Add(ref _sent, frames);

    public void Hear() => Interlocked.Increment(ref _heard);

    public void Open() => Interlocked.Increment(ref _opened);

    public void Refuse() => Interlocked.Increment(ref _refused);

    public void End(string reason) => _ends.AddOrUpdate(reason, 1, (_, count) => count + 1);

    public override string ToString() => Invariant(
        $"{_sent} frames sent, {_heard} messages heard, {_opened} connections opened, {_refused} refused; {string.Join(", ", _ends.Select(end => Invariant($"{end.Value} x {end.Key}")))}");
}
