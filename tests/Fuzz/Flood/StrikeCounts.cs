using System.Collections.Concurrent;

namespace SignalFire.Fuzz.Flood;

/// <summary>What all strikers did, and what became of it.</summary>
/// <param name="strikers">How many there are.</param>
internal sealed class StrikeCounts(int strikers)
{
    private readonly ConcurrentDictionary<string, int> _ends = new(StringComparer.Ordinal);
    private long _sent;
    private long _heard;
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ready;
    private int _opened;
    private int _refused;

    /// <summary>Completes when every striker is connected or was refused: they begin together.</summary>
    public Task AllReady => _all.Task;

    /// <summary>Notes that a striker is connected or was refused.</summary>
    public void Ready()
    {
        if (Interlocked.Increment(ref _ready) == strikers)
        {
            _all.SetResult();
        }
    }

    public void Send(int frames) => Interlocked.Add(ref _sent, frames);

    public void Hear() => Interlocked.Increment(ref _heard);

    public void Open(bool accepted) => Interlocked.Increment(ref accepted ? ref _opened : ref _refused);

    public void End(string reason) => _ends.AddOrUpdate(reason, 1, (_, count) => count + 1);

    public override string ToString() => Invariant(
        $"{_sent} frames sent, {_heard} messages heard, {_opened} connections opened, {_refused} refused, closed: {string.Join(", ", _ends.Select(end => Invariant($"{end.Value} x {end.Key}")))}");
}
