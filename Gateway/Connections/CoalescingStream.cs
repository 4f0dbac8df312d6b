using System.Buffers;

namespace SignalFire.Gateway.Connections;

/// <summary>Stands between a WebSocket and the server's stream, so that a burst of frames is one read and one write of it.</summary>
/// <remarks>
/// A WebSocket reads each frame's head and body apart and flushes each frame it writes; passing through the server's pipes each time is
/// what a message costs most. Reads are buffered only while there is something to read: waiting (an empty read) holds no buffer.
/// </remarks>
internal sealed class CoalescingStream(Stream inner) : Stream
{
    private const int ReadSize = 4096;

    private readonly Lock _writeGate = new();
    private byte[]? _read;
    private int _readStart;
    private int _readEnd;
    private ArrayBufferWriter<byte>? _held;
    private bool _corked;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Holds what is written until <see cref="UncorkAsync"/>.</summary>
    public void Cork()
    {
        lock (_writeGate)
        {
            _corked = true;
        }
    }

    /// <summary>Writes what was held, as one; what comes while that is under way (a pong) is held too, so writes never overlap.</summary>
    public async ValueTask UncorkAsync()
    {
        while (TakeHeld() is { } held)
        {
            await inner.WriteAsync(held.WrittenMemory);
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_writeGate)
        {
            if (_corked)
            {
                (_held ??= new ArrayBufferWriter<byte>(ReadSize)).Write(buffer.Span);
                return ValueTask.CompletedTask;
            }
        }

        return inner.WriteAsync(buffer, cancellationToken);
    }

    /// <summary>Nothing to do: the server's stream flushes each write.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_readEnd > _readStart)
        {
            return new(TakeRead(buffer.Span));
        }

        if (buffer.IsEmpty)
        {
            ReturnReadBuffer();
            return inner.ReadAsync(buffer, cancellationToken);
        }

        return buffer.Length >= ReadSize ? inner.ReadAsync(buffer, cancellationToken) : ReadAheadAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private ArrayBufferWriter<byte>? TakeHeld()
    {
        lock (_writeGate)
        {
            var held = _held;
            _held = null;
            _corked = held is not null;
            return held;
        }
    }

    private async ValueTask<int> ReadAheadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _read ??= ArrayPool<byte>.Shared.Rent(ReadSize);
        _readStart = _readEnd = 0;
        _readEnd = await inner.ReadAsync(_read, cancellationToken);
        return TakeRead(buffer.Span);
    }

    private int TakeRead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _readEnd - _readStart);
        _read.AsSpan(_readStart, count).CopyTo(buffer);
        _readStart += count;
        return count;
    }

    private void ReturnReadBuffer()
    {
        if (_read is not null)
        {
            ArrayPool<byte>.Shared.Return(_read);
            _read = null;
        }
    }
}
