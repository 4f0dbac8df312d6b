using Microsoft.Extensions.Options;
using SignalFire.Gateway.Limits;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>Asks the authenticator, within bounds: whatever goes wrong there lets nobody in.</summary>
internal sealed partial class IdentityCheck(
    IServiceScopeFactory scopes, IOptions<IdentityOptions> options, TimeProvider time, ILogger<IdentityCheck> logger)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);
    private static readonly PeerAuthentication Undecided = PeerAuthentication.Unavailable("Who you are can't be found out right now. Try again later.");

    private readonly SeldomReport _slow = new(ReportInterval, time);
    private readonly SeldomReport _failed = new(ReportInterval, time);

    /// <summary>Decides on an upgrade request.</summary>
    public Task<PeerAuthentication> OfAsync(HttpContext context) => DecideAsync(
        cancellation => context.RequestServices.GetRequiredService<IPeerAuthenticator>().AuthenticateAsync(context, cancellation), context.RequestAborted);

    /// <summary>Decides on a new token of a connected peer.</summary>
    public async Task<PeerAuthentication> RenewAsync(PeerId peer, PeerIdentity identity, string token, CancellationToken cancellationToken)
    {
        var authentication = await DecideAsync(RenewInScopeAsync, cancellationToken);
        return authentication.Identity is { } renewed && !renewed.IsSameAs(identity)
            ? PeerAuthentication.Forbidden("The token is of another peer.")
            : authentication;

        // Its own for as long as the authenticator takes, which may be longer than anybody waits for it.
        async ValueTask<PeerAuthentication> RenewInScopeAsync(CancellationToken cancellation)
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IPeerAuthenticator>().RenewAsync(peer, identity, token, cancellation);
        }
    }

    private async Task<PeerAuthentication> DecideAsync(Func<CancellationToken, ValueTask<PeerAuthentication>> decide, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // An authenticator that does not heed the token keeps nobody waiting.
            return await decide(either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Undecided;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            if (_slow.IsDue(out var since))
            {
                LogSlow(options.Value.Patience.TotalSeconds, since);
            }

            return Undecided;
        }
        catch (Exception exception)
        {
            LogThrown(exception);
            if (_failed.IsDue(out var since))
            {
                LogFailed(exception.GetType(), since);
            }

            return Undecided;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Peers are refused with 503: who they are was not found out within {Seconds} s (SignalFire:Identity:Patience). ({Since} such refusals since the last report.)")]
    private partial void LogSlow(double seconds, int since);

    [LoggerMessage(2, LogLevel.Warning, "Peers are refused with 503: finding out who they are failed: {Failure}. ({Since} such refusals since the last report; as Debug each is told.)")]
    private partial void LogFailed(Type failure, int since);

    // Its message may name the peer.
    [LoggerMessage(3, LogLevel.Debug, "Finding out who a peer is failed.")]
    private partial void LogThrown(Exception exception);
}
