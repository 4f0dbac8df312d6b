using System.Net.WebSockets;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>The bounded queue before a connection's one socket writer.</summary>
/// <remarks>
/// Who puts a message in never waits and never touches the socket: the writer is a work item of the thread pool that runs while there is
/// something to write. It can be filled before the socket is there, which is how a peer is attached before it is greeted.
/// Answers to the peer's own messages are not bounded here: one call may refuse thousands at once, which is no fault of a peer that reads.
/// The connection's reader waits for room instead.
/// </remarks>
internal sealed class Outbox(int maxBytes, int maxMessages, WireForm form, GatewayMetrics? metrics = null, OutboxBudget? budget = null) : IThreadPoolWorkItem
{
    /// <summary>How much is written to the socket at once.</summary>
    private const int BurstBytes = 32 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<OutboxEntry> _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OutboxLease _lease = new(budget);
    private SocketWriter? _writer;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _written;
    private CloseReason? _close;
    private int _answers;
    private long _answerBytes;
    private int _bytes;
    private int _bytesBeingWritten;
    private bool _writing;
    private int _bursts;
    private int _burstsAtLook;
    private int _stuckLooks;

    /// <summary>Called when the writer failed, and not for the socket's sake: nothing more is written, and nobody else would notice.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Completes when the close frame is written, or can't be.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What waits, in messages and answers and their bytes; what is being written counts in bytes only.</summary>
    public (int Messages, long Bytes) Depth
    {
        get
        {
            lock (_gate)
            {
                return (_queue.Count, _bytes + _answerBytes);
            }
        }
    }

    /// <summary>What it holds of what all may hold together, in bytes.</summary>
    public long Held
    {
        get
        {
            lock (_gate)
            {
                return _lease.Held;
            }
        }
    }

    /// <summary>Starts writing: first <paramref name="greeting"/>, then what came meanwhile.</summary>
    public void Open(WebSocket socket, CoalescingStream? stream, byte[] greeting)
    {
        lock (_gate)
        {
            OutboxEntry[] early = [.. _queue];
            _queue.Clear();
            Enqueue(OutboxEntry.Answer(greeting));
            foreach (var entry in early)
            {
                _queue.Enqueue(entry);
            }

            _writer = new SocketWriter(socket, stream);
            Start();
        }
    }

    /// <summary>Puts the messages of an item in, all or none; what is refused can be delivered to a newer connection, and nothing twice.</summary>
    /// <param name="item">The messages.</param>
    /// <param name="after">The last message that was put in before: those up to it are left out.</param>
    public Admission Add(AttachmentItem item, long after)
    {
        var (count, bytes) = Measure(item, after);
        lock (_gate)
        {
            if (_close is not null)
            {
                return Admission.Closed;
            }

            // What is being written counts too, but into an empty outbox goes whatever comes at once.
            if (count > 0 && _bytes > 0 && (_queue.Count - _answers + count > maxMessages || _bytes + bytes > maxBytes))
            {
                return Admission.Full;
            }

            var seq = item.FirstSeq;
            foreach (var envelope in item.Envelopes)
            {
                var end = seq + envelope.Texts.Length;
                var span = envelope.Trace is { } trace && end - 1 > after ? GatewayTraces.StartWrite(trace) : null;
                foreach (var text in envelope.Texts)
                {
                    if (seq > after)
                    {
                        // All of the envelope is written with its last text.
                        _queue.Enqueue(new OutboxEntry(text, form is WireForm.V1 ? seq : 0, envelope.SeqAt, envelope.HasSeq, Span: seq == end - 1 ? span : null));
                    }

                    seq++;
                }
            }

            _bytes += bytes;
            Fit();
            Start();
            return Admission.Queued;
        }
    }

    /// <summary>Puts an answer to the peer's own message in, whatever waits; then the reader must <see cref="WaitForRoomAsync"/>.</summary>
    public void Answer(byte[] text)
    {
        lock (_gate)
        {
            if (_close is null)
            {
                Enqueue(OutboxEntry.Answer(text));
                Fit();
                Start();
            }
        }
    }

    /// <summary>Waits while more answers wait than messages may, or more bytes of them; not for one that ends.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            return HasRoomForAnswers || _close is not null
                ? Task.CompletedTask
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Waits until something more is written, so that there may be room for messages, or the outbox ends.</summary>
    public Task WrittenAsync()
    {
        lock (_gate)
        {
            return _close is not null
                ? Task.CompletedTask
                : (_written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Counts how often in a row, this time included, the same write was under way when this was asked.</summary>
    public int LooksOfStuckWrite()
    {
        lock (_gate)
        {
            _stuckLooks = _writing && _bursts == _burstsAtLook ? _stuckLooks + 1 : 0;
            _burstsAtLook = _bursts;
            return _stuckLooks;
        }
    }

    /// <summary>Ends the outbox with a close frame behind what is queued, or in its place; what is queued can be dropped later, too.</summary>
    /// <returns>False when it is ending already.</returns>
    public bool TryClose(CloseReason reason, bool dropQueued)
    {
        lock (_gate)
        {
            if (dropQueued)
            {
                DropQueued();
            }

            if (_close is not null)
            {
                return false;
            }

            _close = reason;
            MakeRoom();
            TellWritten();
            Start();
            return true;
        }
    }

    private bool HasRoomForAnswers => _answers < maxMessages && _answerBytes < maxBytes;

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private void Start()
    {
        if (_writer is not null && !_writing)
        {
            _writing = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            CloseReason? close;
            while (TryTake(out var burst, out close))
            {
                await _writer!.WriteAsync(burst);
                EndBurst();
                burst.Spans?.ForEach(static span => span.Dispose());
                metrics?.Written(burst.CountedMessages);
            }

            if (close is null)
            {
                return;
            }

            // Of a lost connection nobody is left to tell, and 1006 is never sent (RFC 6455, section 7.4.1).
            if (close != CloseReason.Lost)
            {
                await _writer!.CloseAsync(close);
            }

            _ended.TrySetResult();
        }
        catch (Exception exception)
        {
            // Whatever it is: a writer that neither writes nor ends would keep its connection for ever.
            EndBurst();
            TryClose(CloseReason.Lost, dropQueued: true);
            _ended.TrySetResult();
            if (!IsLoss(exception))
            {
                Failed?.Invoke(exception);
            }
        }
    }

    /// <summary>Notes that a burst is written, or never will be.</summary>
    private void EndBurst()
    {
        lock (_gate)
        {
            _bytes -= _bytesBeingWritten;
            _bytesBeingWritten = 0;
            _bursts++;
            Fit();
            TellWritten();
        }
    }

    /// <summary>Takes of what all may hold together as much as waits here.</summary>
    private void Fit() => _lease.Fit(_bytes + _answerBytes + ((long)_queue.Count * OutboxLease.EntryBytes));

    private void DropQueued()
    {
        _queue.Clear();
        (_answers, _answerBytes, _bytes) = (0, 0, _bytesBeingWritten);
        Fit();
    }

    /// <summary>Takes what is written next: a message, or all that fit into one write.</summary>
    private bool TryTake(out Burst burst, out CloseReason? close)
    {
        lock (_gate)
        {
            burst = default;
            close = null;
            if (_queue.Count == 0)
            {
                // A writer that closes never stops writing: nothing may follow a close frame.
                close = _close;
                _writing = close is not null;
                return false;
            }

            var taken = default(Burst);
            var first = Dequeue(ref taken);
            List<OutboxEntry>? rest = null;
            var size = first.Text.Length;
            while (_queue.TryPeek(out var next) && size + next.Text.Length <= BurstBytes)
            {
                size += next.Text.Length;
                (rest ??= []).Add(Dequeue(ref taken));
            }

            if (HasRoomForAnswers)
            {
                MakeRoom();
            }

            burst = taken with { First = first, Rest = rest };
            _bytesBeingWritten = burst.CountedBytes;
            return true;
        }
    }

    private void Enqueue(OutboxEntry answer)
    {
        _queue.Enqueue(answer);
        _answers++;
        _answerBytes += answer.Text.Length;
    }

    /// <summary>Takes the next, and counts it in the burst it becomes a part of.</summary>
    private OutboxEntry Dequeue(ref Burst burst)
    {
        var entry = _queue.Dequeue();
        if (entry.IsAnswer)
        {
            _answers--;
            _answerBytes -= entry.Text.Length;
        }
        else
        {
            burst = burst with { CountedBytes = burst.CountedBytes + entry.Text.Length, CountedMessages = burst.CountedMessages + 1 };
        }

        if (entry.Span is { } span)
        {
            burst = burst with { Spans = [.. burst.Spans ?? [], span] };
        }

        return entry;
    }

    /// <summary>Whether the socket is at its end: then the reader sees that as well, and acts on it.</summary>
    private static bool IsLoss(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;

    private static (int Count, int Bytes) Measure(AttachmentItem item, long after)
    {
        var (count, bytes, seq) = (0, 0, item.FirstSeq);
        foreach (var envelope in item.Envelopes)
        {
            foreach (var text in envelope.Texts)
            {
                if (seq++ > after)
                {
                    count++;
                    bytes += text.Length;
                }
            }
        }

        return (count, bytes);
    }

    private void MakeRoom()
    {
        _room?.SetResult();
        _room = null;
    }

    private void TellWritten()
    {
        _written?.SetResult();
        _written = null;
    }

    /// <summary>Whether an outbox took messages.</summary>
    internal enum Admission
    {
        /// <summary>They will be written.</summary>
        Queued,

        /// <summary>Too much waits already.</summary>
        Full,

        /// <summary>Too much waits still, but the peer reads.</summary>
        Slow,

        /// <summary>The connection is ending.</summary>
        Closed,

        /// <summary>They are of an attachment that is no more; the connection lives.</summary>
        Stale,
    }
}
