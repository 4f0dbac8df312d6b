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

    /// <summary>What may be held behind a write that is under way: the pongs to a peer that pings and does not read.</summary>
    private const int MaxHeldBehindWrite = 16 * 1024;

    /// <summary>The first byte of a pong frame (RFC 6455, section 5.2); a WebSocket writes each frame as one.</summary>
    private const byte Pong = 0x8A;

    private readonly Lock _writeGate = new();
    private byte[]? _read;
    private int _readStart;
    private int _readEnd;
    private ArrayBufferWriter<byte>? _held;
    private TaskCompletionSource? _room;
    private bool _corked;
    private bool _writing;

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

    /// <summary>Comes before each pong, which the WebSocket writes before it reads on: so it is what holds back a peer that pings without end.</summary>
    public Func<Task>? PacePongAsync { get; set; }

    /// <summary>Comes before each read of frames, with the bytes that the one before brought: what holds back a peer that sends what the WebSocket swallows by itself.</summary>
    public Func<int, ValueTask>? PaceReadAsync { get; set; }

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
        try
        {
            while (TakeHeld() is { } held)
            {
                await inner.WriteAsync(held.WrittenMemory);
            }
        }
        finally
        {
            EndWriting();
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (PacePongAsync is { } pace && !buffer.IsEmpty && buffer.Span[0] == Pong && pace() is { IsCompleted: false } wait)
        {
            return WriteLaterAsync(wait, buffer, cancellationToken);
        }

        return WriteNowAsync(buffer, cancellationToken);
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

    private ValueTask WriteNowAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        lock (_writeGate)
        {
            if (_corked && _writing && _held?.WrittenCount >= MaxHeldBehindWrite)
            {
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return WriteLaterAsync(_room.Task, buffer, cancellationToken);
            }

            if (_corked)
            {
                (_held ??= new ArrayBufferWriter<byte>(ReadSize)).Write(buffer.Span);
                return ValueTask.CompletedTask;
            }
        }

        return inner.WriteAsync(buffer, cancellationToken);
    }

    private ArrayBufferWriter<byte>? TakeHeld()
    {
        lock (_writeGate)
        {
            var held = _held;
            _held = null;
            _corked = _writing = held is not null;
            MakeRoom();
            return held;
        }
    }

    private void EndWriting()
    {
        lock (_writeGate)
        {
            _writing = false;
            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        _room?.SetResult();
        _room = null;
    }

    private async ValueTask WriteLaterAsync(Task wait, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await wait.WaitAsync(cancellationToken);
        await WriteNowAsync(buffer, cancellationToken);
    }

    private async ValueTask<int> ReadAheadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (PaceReadAsync is { } pace)
        {
            await pace(_readEnd);
        }

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
