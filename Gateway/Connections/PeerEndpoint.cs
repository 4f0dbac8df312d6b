using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Where peers connect: turns an upgrade request into a connection, and sees it through to its end.</summary>
internal sealed partial class PeerEndpoint(
    IClusterClient cluster,
    ClusterConnection clusterConnection,
    IPeerIdGenerator peerIds,
    PeerEvents events,
    ConnectionTable connections,
    ConnectionFactory factory,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<PeerEndpoint> logger)
{
    private const int DetachAttempts = 3;

    private readonly GatewayOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refusal.UpgradeRequiredAsync(context);
            return;
        }

        if (!clusterConnection.IsReady || await ConnectAsync(context) is not { } attached)
        {
            await Refusal.UnavailableAsync(context, _options.RetryAfter);
            return;
        }

        await ServeAsync(context, attached.Connection, attached.Attachment);
    }

    private async Task<(Connection Connection, PeerAttachment Attachment)?> ConnectAsync(HttpContext context)
    {
        try
        {
            var peer = await peerIds.GenerateAsync(context, context.RequestAborted);
            var connection = factory.Create(peer);
            return (connection, await PeerAttachment.AttachAsync(cluster, connection));
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

    private async Task ServeAsync(HttpContext context, Connection connection, PeerAttachment attachment)
    {
        var reason = CloseReason.Lost;
        connections.Add(connection);
        try
        {
            if (!attachment.Replaced)
            {
                await events.AddedAsync(connection.Peer);
            }

            using var abort = PatientAbort.Install(context, time);
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = _options.KeepAliveInterval,
                KeepAliveTimeout = _options.KeepAliveTimeout,
            });
            reason = await connection.RunAsync(socket, (context.Features.Get<IHttpUpgradeFeature>() as CoalescingUpgrade)?.Stream);
        }
        finally
        {
            connections.Remove(connection);
            await DetachAsync(connection.Peer, attachment, reason);
        }
    }

    private async Task DetachAsync(PeerId peer, PeerAttachment attachment, CloseReason reason)
    {
        if (await TryDetachAsync(peer, attachment) && reason != CloseReason.Replaced)
        {
            await events.RemovedAsync(peer, reason);
        }
    }

    /// <returns>False when a newer connection has the peer.</returns>
    private async Task<bool> TryDetachAsync(PeerId peer, PeerAttachment attachment)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await attachment.DetachAsync();
            }
            catch (Exception) when (attempt < DetachAttempts)
            {
                // A grain left attached would stay in memory: a short loss of the cluster is waited out.
                await Task.Delay(_options.RetryAfter, time);
            }
            catch (Exception exception)
            {
                LogNotDetached(exception, peer);
                return true;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A peer was refused with 503: it could not be named or attached.")]
    private partial void LogRefused(Exception exception);

    [LoggerMessage(2, LogLevel.Debug, "Peer {PeerId} could not be detached; unless its silo is gone, its grain stays until this process ends.")]
    private partial void LogNotDetached(Exception exception, PeerId peerId);
}
