using Microsoft.AspNetCore.Http.Features;

namespace SignalFire.Gateway.Connections;

/// <summary>Cuts a connection a moment later than asked, so that a close frame written just before still leaves.</summary>
/// <remarks>ASP.NET Core answers a frame that breaks RFC 6455 with 1002 or 1007 and aborts at once; the reset overtakes the frame more often than not.</remarks>
internal sealed class PatientAbort(IHttpRequestLifetimeFeature lifetime, TimeProvider time) : IHttpRequestLifetimeFeature, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private Task? _cut;
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
                _cut ??= CutAsync();
            }
        }
    }

    /// <summary>Ends the request, behind a cut that was asked for: a peer that reads nothing would keep its connection open for as long as it likes.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? cut;
        lock (_gate)
        {
            _ended = true;
            cut = _cut;
        }

        if (cut is not null)
        {
            await cut;
        }
    }

    private async Task CutAsync()
    {
        await Task.Delay(Patience, time);
        lifetime.Abort();
    }
}
