using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Where peers connect: turns an upgrade request into a connection, and sees it through to its end.</summary>
internal sealed partial class PeerEndpoint(
    ClusterConnection cluster,
    IdentityCheck identities,
    IPeerIdGenerator peerIds,
    ResumeTokens tokens,
    PeerEvents events,
    ConnectionTable connections,
    ConnectionFactory factory,
    Departures departures,
    IOptions<GatewayOptions> options,
    IOptions<IdentityOptions> identityOptions,
    TimeProvider time,
    ILogger<PeerEndpoint> logger)
{
    private readonly GatewayOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        if (UpgradeRequest.Read(context, identityOptions.Value.AllowProposedIds, out var refuse) is not { } request)
        {
            await refuse(context);
        }
        else if (!cluster.IsReady)
        {
            await Refusal.UnavailableAsync(context, _options.RetryAfter);
        }
        else
        {
            await AdmitAsync(context, request);
        }
    }

    private async Task AdmitAsync(HttpContext context, UpgradeRequest request)
    {
        var authentication = await identities.OfAsync(context);
        if (authentication.Identity is not { } identity)
        {
            await Refusal.UnauthenticatedAsync(context, authentication, _options.RetryAfter);
        }
        else if (await ConnectAsync(context, request, identity) is not { } attached)
        {
            await Refusal.UnavailableAsync(context, _options.RetryAfter);
        }
        else if (attached.Attachment.Outcome is AttachOutcome.Taken)
        {
            await Refusal.PeerIdTakenAsync(context);
        }
        else
        {
            await ServeAsync(context, attached.Connection, attached.Attachment);
        }
    }

    private async Task<(Connection Connection, Attachment Attachment)?> ConnectAsync(HttpContext context, UpgradeRequest request, PeerIdentity identity)
    {
        try
        {
            return await ResumeAsync(context, request, identity) ?? await StartAsync(context, request, identity);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            LogRefused(exception);
            return null;
        }
    }

    /// <returns>Null when there is no such session, or it is not this identity's.</returns>
    private async Task<(Connection, Attachment)?> ResumeAsync(HttpContext context, UpgradeRequest request, PeerIdentity identity) =>
        tokens.TryRead(request.ResumeToken, identity.Account, request.Seen, out var peer, out var claim) && (identity.PeerId ?? peer) == peer
            ? await AttachAsync(factory.Create(peer, identity, request.Form, request.Seen), claim, onlyIfFree: false, context.RequestAborted)
            : null;

    private async Task<(Connection, Attachment)?> StartAsync(HttpContext context, UpgradeRequest request, PeerIdentity identity)
    {
        var proposed = identity.PeerId is null ? request.ProposedId : null;
        var peer = identity.PeerId ?? proposed ?? await peerIds.GenerateAsync(context, context.RequestAborted);
        return await AttachAsync(factory.Create(peer, identity, request.Form), claim: null, onlyIfFree: proposed is not null, context.RequestAborted);
    }

    /// <returns>Null when the claim is refused.</returns>
    /// <exception cref="InvalidOperationException">A connection that came later has the peer, or nobody knows yet who has it.</exception>
    private static async Task<(Connection, Attachment)?> AttachAsync(Connection connection, ResumeClaim? claim, bool onlyIfFree, CancellationToken gone)
    {
        var attachment = await connection.Attachment.AttachAsync(new AttachRequest(connection.Id, connection.Form is WireForm.V1, claim, OnlyIfFree: onlyIfFree), gone);
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

    private async Task ServeAsync(HttpContext context, Connection connection, Attachment attachment)
    {
        await using var abort = PatientAbort.Install(context, time);
        var reason = CloseReason.Lost;
        connections.Add(connection);
        try
        {
            if (!attachment.WasThere && attachment.Outcome is AttachOutcome.Started)
            {
                await events.AddedAsync(connection.Peer);
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                SubProtocol = connection.Form is WireForm.V1 ? Subprotocol.V1 : null,
                KeepAliveInterval = _options.KeepAliveInterval,
                KeepAliveTimeout = _options.KeepAliveTimeout,
            });
            reason = await connection.RunAsync(socket, (context.Features.Get<IHttpUpgradeFeature>() as CoalescingUpgrade)?.Stream, Greet(connection, attachment));
        }
        finally
        {
            connections.Remove(connection);
            await departures.LeaveAsync(connection, attachment, reason);
            connection.Dispose();
        }
    }

    private byte[] Greet(Connection connection, Attachment attachment) =>
        connection.Form is WireForm.Classic
            ? GatewayMessage.Id(connection.Peer)
            : GatewayMessage.Id(
                connection.Peer,
                tokens.Create(connection.Peer, connection.Identity.Now.Account, attachment.Session, attachment.Generation),
                attachment.Terms!.Grace,
                resumed: attachment.Outcome is not AttachOutcome.Started,
                gap: attachment.Outcome is AttachOutcome.ResumedWithGap,
                _options.MaxMessageBytes,
                connection.IceServers.Servers);

    [LoggerMessage(1, LogLevel.Warning, "A peer was refused with 503: it could not be named or attached.")]
    private partial void LogRefused(Exception exception);
}
