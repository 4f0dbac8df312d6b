using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Where peers connect: turns an upgrade request into a connection, and sees it through to its end.</summary>
internal sealed class PeerEndpoint(
    ClusterConnection cluster,
    PeerUpgrade upgrade,
    ResumeTokens tokens,
    PeerEvents events,
    ConnectionTable connections,
    Departures departures,
    AccountLimit accounts,
    GatewayMetrics metrics,
    GatewayTraces traces,
    IOptions<GatewayOptions> options,
    IOptions<DoorOptions> door,
    IOptions<IdentityOptions> identityOptions,
    TimeProvider time)
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
        if (!upgrade.TryBegin(request))
        {
            await DoorRefusal.BusyAsync(context, _options.RetryAfter);
            return;
        }

        // The request's own activity would be the parent of all that its connection ever does.
        Activity.Current = null;
        var span = traces.StartConnect(request.Form);
        using var late = new CancellationTokenSource(door.Value.UpgradeTimeout, time);
        var upgrading = upgrade.RunAsync(context, request, late.Token);
        await ((Task)upgrading).WaitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        span?.Dispose();
        if (!upgrading.IsCompleted)
        {
            _ = AbandonAsync(upgrading);
            await DoorRefusal.BusyAsync(context, _options.RetryAfter);
            return;
        }

        var (refuse, connection, attachment) = await upgrading;
        await (refuse is not null ? refuse(context) : ServeAsync(context, connection!, attachment!));
    }

    /// <summary>Lets a peer go that is attached too late: nobody waits for it any more.</summary>
    private async Task AbandonAsync(Task<UpgradeOutcome> upgrading)
    {
        if (await upgrading is (_, { } connection, { } attachment))
        {
            accounts.Leave(connection.Identity.Now.Account);
            await departures.LeaveAsync(connection, attachment, CloseReason.Lost);
            connection.Dispose();
        }
    }

    private async Task ServeAsync(HttpContext context, Connection connection, Attachment attachment)
    {
        await using var abort = PatientAbort.Install(context, time);
        var reason = CloseReason.Lost;
        connections.Add(connection);
        metrics.Connected(connection.Form, attachment.Outcome);
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
                DangerousEnableCompression = _options.Compression,
                // Each message by itself: what one holds (a resume token) must not show in the length of another, and nothing is kept between them.
                DisableServerContextTakeover = true,
            });
            reason = await connection.RunAsync(socket, (context.Features.Get<IHttpUpgradeFeature>() as CoalescingUpgrade)?.Stream, Greet(connection, attachment));
        }
        finally
        {
            connections.Remove(connection);
            metrics.Disconnected(reason);
            accounts.Leave(connection.Identity.Now.Account);
            await departures.LeaveAsync(connection, attachment, reason);
            connection.Dispose();
        }
    }

    private byte[] Greet(Connection connection, Attachment attachment) =>
        connection.Form is WireForm.Classic
            ? GatewayMessage.Id(connection.Peer)
            : GatewayMessage.Id(
                connection.Peer,
                tokens.Create(connection.Peer, connection.Identity.Now.SessionOwner, attachment.Session, attachment.Generation),
                attachment.Terms!.Grace,
                resumed: attachment.Outcome is not AttachOutcome.Started,
                gap: attachment.Outcome is AttachOutcome.ResumedWithGap,
                _options.MaxMessageBytes,
                connection.IceServers);
}
