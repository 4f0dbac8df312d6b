using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>The sockets of a process to its silos, and what comes over them.</summary>
internal sealed class Wires : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private readonly ConcurrentBag<ConnectionContext> _connections = [];
    private volatile TaskCompletionSource? _thaw;
    private volatile bool _cut;
    private volatile bool _deaf;
    private volatile bool _blind;
    private int _pings;
    private int _looks;

    /// <summary>How many pings came, answered or not.</summary>
    public int Pings => Volatile.Read(ref _pings);

    /// <summary>How many times it looked for a subscription.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <summary>Answers pings without hearing them.</summary>
    public void Deafen() => _deaf = true;

    /// <summary>Gets no answer when it looks for a subscription.</summary>
    public void Blind() => _blind = true;

    /// <summary>Answers nothing any more, with the sockets open.</summary>
    public void Freeze() => _thaw = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    public void Thaw() => _thaw?.TrySetResult();

    /// <summary>Closes the sockets without a word, and opens no other.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var connection in _connections)
        {
            connection.Abort(new ConnectionAbortedException("Cut by the test."));
        }
    }

    /// <summary>Makes an Orleans client use these sockets.</summary>
    public void AddTo(IConnectionBuilder connections) => connections.Use(next => connection =>
    {
        _connections.Add(connection);
        return _cut ? throw new ConnectionAbortedException("Cut by the test.") : next(connection);
    });

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (string.Equals(context.MethodName, "PingAsync", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _pings);
            if (_deaf)
            {
                context.Result = false;
                return;
            }
        }

        if (_thaw is { } thaw)
        {
            await thaw.Task;
        }

        await context.Invoke();
    }

    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!string.Equals(context.MethodName, "FindAsync", StringComparison.Ordinal))
        {
            return context.Invoke();
        }

        Interlocked.Increment(ref _looks);
        return _blind ? throw new TimeoutException("The test gives no answer.") : context.Invoke();
    }
}
