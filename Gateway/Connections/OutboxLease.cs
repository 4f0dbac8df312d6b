using System.Runtime.InteropServices;

namespace SignalFire.Gateway.Connections;

/// <summary>What one outbox holds of the <see cref="OutboxBudget"/> of all: taken in steps, and for the first few KiB not at all, so that a peer that reads costs nothing there.</summary>
/// <param name="budget">What all hold; null for no bound.</param>
[StructLayout(LayoutKind.Auto)]
internal struct OutboxLease(OutboxBudget? budget)
{
    /// <summary>What a text costs besides its bytes: its array's head, and its place in the queue.</summary>
    public const int EntryBytes = 128;

    /// <summary>What nobody counts.</summary>
    private const int Free = 4 * 1024;
    private const int Step = 4 * 1024;

    private long _held;

    /// <summary>How much it holds, in bytes.</summary>
    public readonly long Held => _held;

    /// <summary>Takes more, or gives back, so that so much may wait.</summary>
    public void Fit(long bytes)
    {
        var needed = bytes <= Free ? 0 : (bytes - Free + Step - 1) / Step * Step;
        // A step in between stays: what goes up and down a little is not worth a word.
        if (needed == _held || (needed > 0 && needed == _held - Step))
        {
            return;
        }

        budget?.Take(needed - _held);
        _held = needed;
    }
}
