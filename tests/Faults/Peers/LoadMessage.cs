using System.Text;
using SignalFire.Faults.Checks;
using SignalFire.Load.Connections;

namespace SignalFire.Faults.Peers;

/// <summary>The message of the load: about 300 bytes, of which the checks read who sent it and its number.</summary>
internal static class LoadMessage
{
    private const int Size = 300;

    private static readonly string Padding = new('x', Size);

    public static byte[] Frame(ReadOnlySpan<byte> to, int from, int target, int number, long now)
    {
        var text = Invariant($$"""{"peerId":"{{Encoding.ASCII.GetString(to)}}","ref":{{Ref.Of(target, number)}},"type":"load","from":{{from}},"n":{{number}},"sentAt":{{now}},"pad":""");
        return MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes($"{text}\"{Padding.AsSpan(0, Math.Max(0, Size - text.Length - 3))}\"}}"));
    }

    public static byte[] Seen(long seq) => MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes(Invariant($$"""{"type":"seen","seq":{{seq}}}""")));
}
