using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SignalFire.Load.Connections;

/// <summary>Turns received bytes into messages, pongs and a close reason.</summary>
internal sealed class Inbound
{
    private ArrayBufferWriter<byte>? _fragments;

    public ReceiveBuffer Buffer { get; } = new();

    /// <summary>The frame that answers the last ping, until it is taken.</summary>
    public byte[]? Pong { get; private set; }

    /// <summary>Why the gateway closes the connection; null while it does not.</summary>
    public string? CloseReason { get; private set; }

    public void Read(IReceiver receiver)
    {
        while (CloseReason is null && Buffer.TryRead(out Frame frame))
        {
            switch (frame.Opcode)
            {
                case Opcode.Text when frame.Final:
                    receiver.OnMessage(frame.Payload);
                    break;
                case Opcode.Text or Opcode.Continuation:
                    Append(frame, receiver);
                    break;
                case Opcode.Ping:
                    Pong = MaskedFrame.Create(Opcode.Pong, frame.Payload);
                    break;
                case Opcode.Close:
                    CloseReason = Reason(frame.Payload);
                    break;
                case Opcode.Pong:
                    break;
                default:
                    CloseReason = $"frame of kind {frame.Opcode}";
                    break;
            }
        }
    }

    public byte[]? TakePong()
    {
        byte[]? pong = Pong;
        Pong = null;
        return pong;
    }

    private void Append(in Frame frame, IReceiver receiver)
    {
        _fragments ??= new ArrayBufferWriter<byte>();
        _fragments.Write(frame.Payload);
        if (frame.Final)
        {
            receiver.OnMessage(_fragments.WrittenSpan);
            _fragments.ResetWrittenCount();
        }
    }

    private static string Reason(ReadOnlySpan<byte> payload) => payload.Length < 2
        ? "close without a code"
        : Invariant($"close {BinaryPrimitives.ReadUInt16BigEndian(payload)} {Encoding.UTF8.GetString(payload[2..])}").TrimEnd();
}
