using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>Where peers connect: turns an upgrade request into a connection, and sees it through to its end.</summary>
internal sealed partial class PeerEndpoint(
    ClusterConnection cluster,
    IPeerIdGenerator peerIds,
    ResumeTokens tokens,
    PeerEvents events,
    ConnectionTable connections,
    ConnectionFactory factory,
    Departures departures,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<PeerEndpoint> logger)
{
    private readonly GatewayOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refusal.UpgradeRequiredAsync(context);
        }
        else if (!SubprotocolChoice.TryChoose(context.WebSockets.WebSocketRequestedProtocols, out var form))
        {
            await Refusal.UnknownSubprotocolAsync(context);
        }
        else if (!TryReadSeen(context, out var seen))
        {
            await Refusal.BadSeqAsync(context);
        }
        else if (!cluster.IsReady || await ConnectAsync(context, form, seen) is not { } attached)
        {
            await Refusal.UnavailableAsync(context, _options.RetryAfter);
        }
        else
        {
            await ServeAsync(context, attached.Connection, attached.Attachment);
        }
    }

    private static bool TryReadSeen(HttpContext context, out long seen)
    {
        seen = 0;
        return !context.Request.Query.TryGetValue("seq", out var text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seen) && seen <= ControlMessage.MaxSeq);
    }

    private async Task<(Connection Connection, Attachment Attachment)?> ConnectAsync(HttpContext context, WireForm form, long seen)
    {
        try
        {
            return await ResumeAsync(context, form, seen) ?? await StartAsync(context, form);
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

    private async Task<(Connection, Attachment)?> ResumeAsync(HttpContext context, WireForm form, long seen) =>
        form is WireForm.V1 && tokens.TryRead(context.Request.Query["resume"], seen, out var peer, out var claim)
            ? await AttachAsync(factory.Create(peer, form, seen), claim)
            : null;

    private async Task<(Connection, Attachment)?> StartAsync(HttpContext context, WireForm form) =>
        await AttachAsync(factory.Create(await peerIds.GenerateAsync(context, context.RequestAborted), form), claim: null);

    /// <returns>Null when the claim is refused.</returns>
    /// <exception cref="InvalidOperationException">A connection that came later has the peer.</exception>
    private static async Task<(Connection, Attachment)?> AttachAsync(Connection connection, ResumeClaim? claim)
    {
        var attachment = await connection.Attachment.AttachAsync(new AttachRequest(connection.Id, connection.Form is WireForm.V1, claim));
        if (attachment.IsAttached)
        {
            return (connection, attachment);
        }

        connection.Dispose();
        return attachment.Outcome is AttachOutcome.Refused ? null : throw new InvalidOperationException("A connection that came later has the peer.");
    }

    private async Task ServeAsync(HttpContext context, Connection connection, Attachment attachment)
    {
        var reason = CloseReason.Lost;
        connections.Add(connection);
        try
        {
            if (!attachment.WasThere && attachment.Outcome is AttachOutcome.Started)
            {
                await events.AddedAsync(connection.Peer);
            }

            using var abort = PatientAbort.Install(context, time);
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
                tokens.Create(connection.Peer, attachment.Session, attachment.Generation),
                attachment.Terms!.Grace,
                resumed: attachment.Outcome is not AttachOutcome.Started,
                gap: attachment.Outcome is AttachOutcome.ResumedWithGap,
                _options.MaxMessageBytes);

    [LoggerMessage(1, LogLevel.Warning, "A peer was refused with 503: it could not be named or attached.")]
    private partial void LogRefused(Exception exception);
}
