using System.Runtime.InteropServices;

namespace SignalFire.Faults.Checks;

/// <summary>One message, as its pair remembers it.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Message
{
    public long SentAt;
    public long AnsweredAt;
    public Fate Fate;
    public bool Answered;
    public bool Delivered;
}
