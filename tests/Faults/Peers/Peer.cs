using System.Diagnostics;
using SignalFire.Faults.Checks;
using SignalFire.Load.Connections;

namespace SignalFire.Faults.Peers;

/// <summary>One v1 peer as a good client would be it: it says what it has seen, and comes back when its connection ends.</summary>
/// <param name="check">What it is told goes there.</param>
/// <param name="reconnection">How it finds a gateway.</param>
/// <param name="ends">Counts connections that the server ended, by close code.</param>
/// <param name="cuts">Counts connections that it ended itself, by reason.</param>
internal sealed class Peer(PeerCheck check, Reconnection reconnection, Tally ends, Tally cuts) : IReceiver
{
    private const int MostUnsaid = 16;
    private static readonly TimeSpan LongestUnsaid = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private V1Connection? _connection;
    private int _unsaid;
    private long _unsaidSince;
    private long _lostAt;
    private long _heardAt;

    public int Index => check.Index;

    public PeerCheck Check => check;

    /// <summary>Whether this connection has told the id.</summary>
    public bool IsIdentified { get; private set; }

    public bool IsConnected => Volatile.Read(ref _connection) is not null;

    /// <summary>The longest time without a connection so far.</summary>
    public TimeSpan LongestAway { get; private set; }

    /// <summary>Connects for the first time.</summary>
    public async Task ConnectAsync(CancellationToken cancellation) => Take(await reconnection.OpenAsync(this, Open, cancellation));

    /// <summary>Keeps the peer connected until it is cancelled.</summary>
    public async Task StayAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var connection = _connection!;
            var end = await connection.Ended.WaitAsync(cancellation);
            if (!connection.IsCutByUs)
            {
                ends.Add(end);
            }

            Lose(connection.IsCutByUs);
            try
            {
                Take(await reconnection.OpenAsync(this, Open, cancellation));
                LongestAway = Longer(LongestAway, Stopwatch.GetElapsedTime(_lostAt));
            }
            catch (TimeoutException)
            {
                LongestAway = Longer(LongestAway, Stopwatch.GetElapsedTime(_lostAt));
                check.Strand();
                return;
            }
        }
    }

    /// <summary>Sends the next message to one of its targets, if there is a connection.</summary>
    public void Send(int target, long now)
    {
        lock (_gate)
        {
            // A message is noted only on a connection that was not given up, or nobody would call it unclear.
            if (_connection is { } connection && check.Targets[target] is { Peer.Id: { } id, Pair: var pair })
            {
                _ = connection.SendAsync(LoadMessage.Frame(id, Index, target, pair.Send(now), now)).AsTask();
            }
        }
    }

    /// <summary>Says what was seen, if that is long due.</summary>
    public void SaySeen(long now)
    {
        if (Volatile.Read(ref _unsaid) > 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref _unsaidSince), now) >= LongestUnsaid)
        {
            _ = SaySeenAsync(Volatile.Read(ref _connection)).AsTask();
        }
    }

    /// <summary>Cuts its connection, if it has one, and comes back on another.</summary>
    public void Cut(string why)
    {
        lock (_gate)
        {
            if (_connection is { IsCutByUs: false } connection)
            {
                cuts.Add(why);
                connection.Cut();
            }
        }
    }

    /// <summary>Cuts its connection if it has heard nothing for so long.</summary>
    public void CutIfSilent(TimeSpan patience, long now)
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _heardAt), now) >= patience)
        {
            Cut("impatient");
        }
    }

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        var now = Stopwatch.GetTimestamp();
        Volatile.Write(ref _heardAt, now);
        var heard = check.Hear(text, now);
        IsIdentified |= heard == Heard.Id;
        if (heard == Heard.Message && Interlocked.Increment(ref _unsaid) == 1)
        {
            Volatile.Write(ref _unsaidSince, now);
        }
    }

    public ValueTask AfterReadAsync() => Volatile.Read(ref _unsaid) >= MostUnsaid ? SaySeenAsync(Volatile.Read(ref _connection)) : ValueTask.CompletedTask;

    /// <summary>Not used: a connection of ours tells its end by a task.</summary>
    public void OnClosed(string reason) => throw new NotSupportedException();

    /// <summary>Leaves for good.</summary>
    public async Task LeaveAsync()
    {
        if (_connection is { } connection)
        {
            await connection.CloseAsync();
            connection.Dispose();
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private Task<V1Connection> Open(System.Net.IPEndPoint gateway, CancellationToken cancellation)
    {
        IsIdentified = false;
        var query = check.ResumeToken is { } token ? Invariant($"?resume={Uri.EscapeDataString(token)}&seq={check.LastSeen}") : "";
        return V1Opening.OpenAsync(gateway, query, this, cancellation);
    }

    private void Take(V1Connection connection)
    {
        // What was seen is said at once: it tells the server that the new token has arrived.
        _ = SaySeenAsync(connection).AsTask();
        connection.Start(this);
        lock (_gate)
        {
            _connection = connection;
        }
    }

    private void Lose(bool byItself)
    {
        lock (_gate)
        {
            _lostAt = Stopwatch.GetTimestamp();
            _connection?.Dispose();
            _connection = null;
            check.EndConnection(byItself);
        }
    }

    private ValueTask SaySeenAsync(V1Connection? connection)
    {
        Interlocked.Exchange(ref _unsaid, 0);
        return connection?.SendAsync(LoadMessage.Seen(check.LastSeen)) ?? ValueTask.CompletedTask;
    }
}
