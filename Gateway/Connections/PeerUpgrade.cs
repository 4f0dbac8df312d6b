using Microsoft.Extensions.Options;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>All that comes before an upgrade: who asks, whether there is room, its name, its attachment.</summary>
internal sealed partial class PeerUpgrade(
    IdentityCheck identities,
    IPeerIdGenerator peerIds,
    ResumeTokens tokens,
    ConnectionFactory factory,
    UpgradeLimit upgrades,
    AccountLimit accounts,
    ClusterStrain strain,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<PeerUpgrade> logger)
{
    private readonly GatewayOptions _options = options.Value;
    private readonly SeldomReport _refused = new(TimeSpan.FromSeconds(10), time);

    /// <summary>Begins one, if the gateway can; <see cref="RunAsync"/> has to follow then.</summary>
    public bool TryBegin(UpgradeRequest request) => (strain.Admits || tokens.IsGenuine(request.ResumeToken)) && upgrades.TryBegin();

    /// <summary>Finds out who asks, and attaches it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="late">When nobody waits any more.</param>
    /// <remarks>Never throws.</remarks>
    public async Task<UpgradeOutcome> RunAsync(HttpContext context, UpgradeRequest request, CancellationToken late)
    {
        // Asked for now: later the request may be over.
        var aborted = context.RequestAborted;
        try
        {
            var authentication = await identities.OfAsync(context);
            if (authentication.Identity is not { } identity)
            {
                return new(refused => Refusal.UnauthenticatedAsync(refused, authentication, _options.RetryAfter));
            }

            if (late.IsCancellationRequested)
            {
                return new(refused => Refusal.UnavailableAsync(refused, _options.RetryAfter));
            }

            if (!accounts.TryEnter(identity.Account))
            {
                return new(refused => DoorRefusal.AccountAsync(refused, _options.RetryAfter));
            }

            var attached = await ConnectAsync(context, request, identity, aborted, late);
            if (attached is { Attachment.IsAttached: true } peer)
            {
                return new(Refuse: null, peer.Connection, peer.Attachment);
            }

            accounts.Leave(identity.Account);
            return new(attached is null ? refused => Refusal.UnavailableAsync(refused, _options.RetryAfter) : Refusal.PeerIdTakenAsync);
        }
        finally
        {
            upgrades.End();
        }
    }

    private async Task<(Connection Connection, Attachment Attachment)?> ConnectAsync(
        HttpContext context, UpgradeRequest request, PeerIdentity identity, CancellationToken aborted, CancellationToken late)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(aborted, late);
        try
        {
            return await ResumeAsync(request, identity, gone.Token) ?? await StartAsync(context, request, identity, gone.Token);
        }
        catch (Exception) when (gone.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            LogFailed(exception);
            if (_refused.IsDue(out var since))
            {
                LogRefused(exception.GetType(), since);
            }

            return null;
        }
    }

    /// <returns>Null when there is no such session, or it is not this identity's.</returns>
    private async Task<(Connection, Attachment)?> ResumeAsync(UpgradeRequest request, PeerIdentity identity, CancellationToken gone) =>
        tokens.TryRead(request.ResumeToken, identity.SessionOwner, request.Seen, out var peer, out var claim) && (identity.PeerId ?? peer) == peer
            ? await AttachAsync(factory.Create(peer, identity, request.Form, request.Seen), claim, onlyIfFree: false, isNew: false, gone)
            : null;

    private async Task<(Connection, Attachment)?> StartAsync(HttpContext context, UpgradeRequest request, PeerIdentity identity, CancellationToken gone)
    {
        // The request is over by then, and its context another's.
        gone.ThrowIfCancellationRequested();
        var proposed = identity.PeerId is null ? request.ProposedId : null;
        var peer = identity.PeerId ?? proposed ?? await peerIds.GenerateAsync(context, gone);
        // What others name peers by may name one twice.
        var isNew = identity.PeerId is null && proposed is null && peerIds is RandomPeerIdGenerator;
        return await AttachAsync(factory.Create(peer, identity, request.Form), claim: null, onlyIfFree: proposed is not null, isNew, gone);
    }

    /// <returns>Null when the claim is refused, or the cluster is too slow for new peers.</returns>
    /// <exception cref="InvalidOperationException">A connection that came later has the peer, or nobody knows yet who has it.</exception>
    private async Task<(Connection, Attachment)?> AttachAsync(
        Connection connection, ResumeClaim? claim, bool onlyIfFree, bool isNew, CancellationToken gone)
    {
        if (!strain.TryBegin(comesBack: claim is not null, out var started))
        {
            connection.Dispose();
            return null;
        }

        Attachment attachment;
        try
        {
            var asked = new AttachRequest(connection.Id, connection.Form is WireForm.V1, claim, OnlyIfFree: onlyIfFree, IsNew: isNew);
            attachment = await connection.Attachment.AttachAsync(asked, gone);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        finally
        {
            strain.End(started);
        }

        if (attachment.IsAttached)
        {
            return (connection, attachment);
        }

        connection.Dispose();
        return attachment.Outcome switch
        {
            AttachOutcome.Refused => null,
            AttachOutcome.Taken => (connection, attachment),
            _ => throw new InvalidOperationException("A connection that came later has the peer, or nobody knows yet who has it."),
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "Peers are refused with 503: they could not be named or attached: {Failure}. ({Since} such refusals since the last report; as Debug each is told.)")]
    private partial void LogRefused(Type failure, int since);

    // Its message may name the peer.
    [LoggerMessage(2, LogLevel.Debug, "A peer could not be named or attached.")]
    private partial void LogFailed(Exception exception);
}
