using System.Buffers;

namespace SignalFire.Gateway.Connections;

/// <summary>Gathers one message; holds pooled memory only while there is something in it.</summary>
internal struct MessageBuffer : IDisposable
{
    private const int FirstSize = 4096;

    private byte[]? _bytes;
    private int _length;

    /// <summary>How much is gathered, in bytes.</summary>
    public readonly int Length => _length;

    /// <summary>What is gathered.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Room for more, up to <paramref name="maxLength"/> in all; never empty while there is less.</summary>
    public Memory<byte> Room(int maxLength)
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(FirstSize);
        if (_length == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(_length, Math.Min(_bytes.Length, maxLength) - _length);
    }

    public void Advance(int count) => _length += count;

    public void Clear() => _length = 0;

    public void Dispose()
    {
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }

        _length = 0;
    }
}
