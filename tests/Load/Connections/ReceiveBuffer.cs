using System.Buffers.Binary;

namespace SignalFire.Load.Connections;

/// <summary>The reused bytes of one connection: filled by reads, emptied frame by frame.</summary>
internal sealed class ReceiveBuffer
{
    private byte[] _bytes = new byte[4096];
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start.._end);

    public Memory<byte> Room()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    public void Skip(int count) => _start += count;

    /// <summary>Takes the next whole frame; false when more bytes are needed.</summary>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        ReadOnlySpan<byte> unread = Unread;
        if (unread.Length < 2)
        {
            return false;
        }

        int head = (unread[1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 };
        if (unread.Length < head)
        {
            return false;
        }

        int length = head switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(unread[2..]),
            10 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(unread[2..])),
            _ => unread[1] & 0x7f,
        };
        if (unread.Length - head < length)
        {
            return false;
        }

        frame = new Frame((Opcode)(unread[0] & 0x0f), (unread[0] & 0x80) != 0, unread.Slice(head, length));
        _start += head + length;
        return true;
    }
}
