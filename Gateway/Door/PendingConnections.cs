using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Limits;

namespace SignalFire.Gateway.Door;

/// <summary>The TCP connections that have not sent a whole request yet: with one too many, the oldest is cut.</summary>
/// <remarks>
/// Kestrel's own limit (<c>MaxConcurrentConnections</c>) turns away who comes last: whoever holds that many silent ones would keep probes and peers out.
/// Here the silent push out each other, and who asks soon after it has connected gets through.
/// </remarks>
internal sealed partial class PendingConnections(IOptions<DoorOptions> options, TimeProvider time, ILogger<PendingConnections> logger)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<ConnectionContext> _oldestFirst = new();
    private readonly SeldomReport _cut = new(TimeSpan.FromSeconds(10), time);

    /// <summary>Sees a TCP connection through to its end.</summary>
    public async Task InvokeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = new Place(this, connection);
        connection.Features.Set(place);
        Enter(place);
        try
        {
            await next(connection);
        }
        finally
        {
            place.Leave();
        }
    }

    /// <summary>Gives the place of the TCP connection free on which a request came.</summary>
    public static Task LeaveAsync(HttpContext context, RequestDelegate next)
    {
        context.Features.Get<Place>()?.Leave();
        return next(context);
    }

    private void Enter(Place place)
    {
        ConnectionContext? oldest = null;
        lock (_gate)
        {
            _oldestFirst.AddLast(place.Node);
            if (_oldestFirst.Count > options.Value.MaxPendingConnections)
            {
                oldest = _oldestFirst.First!.Value;
                _oldestFirst.RemoveFirst();
            }
        }

        if (oldest is null)
        {
            return;
        }

        oldest.Abort(new ConnectionAbortedException("Too many others came after it and have sent no whole request either."));
        if (_cut.IsDue(out var since))
        {
            LogCut(since);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "More TCP connections than SignalFire:Door:MaxPendingConnections have sent no whole request yet: the oldest are cut ({Since} since the last report). A flood; filter it before the gateway.")]
    private partial void LogCut(int since);

    /// <summary>The place of one of them.</summary>
    private sealed class Place(PendingConnections pending, ConnectionContext connection)
    {
        public LinkedListNode<ConnectionContext> Node { get; } = new(connection);

        public void Leave()
        {
            lock (pending._gate)
            {
                // It was cut, or has left before.
                if (Node.List is not null)
                {
                    pending._oldestFirst.Remove(Node);
                }
            }
        }
    }
}
