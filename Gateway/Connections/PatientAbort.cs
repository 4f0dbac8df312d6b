using Microsoft.AspNetCore.Http.Features;

namespace SignalFire.Gateway.Connections;

/// <summary>Cuts a connection a moment later than asked, so that a close frame written just before still leaves.</summary>
/// <remarks>ASP.NET Core answers a frame that breaks RFC 6455 with 1002 or 1007 and aborts at once; the reset overtakes the frame more often than not.</remarks>
internal sealed class PatientAbort(IHttpRequestLifetimeFeature lifetime, TimeProvider time) : IHttpRequestLifetimeFeature, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _ended;

    /// <inheritdoc/>
    public CancellationToken RequestAborted
    {
        get => lifetime.RequestAborted;
        set => lifetime.RequestAborted = value;
    }

    /// <summary>Takes the place of the request's own feature.</summary>
    public static PatientAbort Install(HttpContext context, TimeProvider time)
    {
        var abort = new PatientAbort(context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), time);
        context.Features.Set<IHttpRequestLifetimeFeature>(abort);
        return abort;
    }

    /// <inheritdoc/>
    public void Abort()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _timer ??= time.CreateTimer(_ => lifetime.Abort(), state: null, Patience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The request has ended: there is nothing left to cut.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }
    }
}
