using System.Text;

namespace SignalFire.Load.Checks;

/// <summary>Counts what belongs to no sequence: misrouted and unexpected messages, ended connections. Thread-safe.</summary>
internal sealed class Ledger
{
    private const int NoteLength = 300;

    private long _misrouted;
    private long _unexpected;
    private long _closed;
    private string? _note;

    public Faults Faults => Checks.Faults.None with
    {
        Misrouted = Interlocked.Read(ref _misrouted),
        Unexpected = Interlocked.Read(ref _unexpected),
        Closed = Interlocked.Read(ref _closed),
        Note = _note,
    };

    public void Misrouted() => Interlocked.Increment(ref _misrouted);

    /// <summary>Counts a message that no peer of the tool sent: an error, as a rule.</summary>
    public void Unexpected(ReadOnlySpan<byte> text)
    {
        Interlocked.Increment(ref _unexpected);
        _note ??= Encoding.UTF8.GetString(text[..Math.Min(text.Length, NoteLength)]);
    }

    public void Closed(string reason)
    {
        Interlocked.Increment(ref _closed);
        _note ??= reason;
    }
}
