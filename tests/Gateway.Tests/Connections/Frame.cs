using System.Buffers.Binary;
using System.Text;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>One WebSocket frame as it came.</summary>
internal sealed record Frame(Opcode Opcode, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The code and reason of a close frame.</summary>
    public (int Code, string Reason) Close => Opcode is Opcode.Close
        ? (BinaryPrimitives.ReadUInt16BigEndian(Payload), Encoding.UTF8.GetString(Payload.AsSpan(2)))
        : throw new InvalidOperationException($"A close frame was awaited, and {Opcode} came: {Text}");
}
