using Microsoft.AspNetCore.Http.Features;

namespace SignalFire.Gateway.Connections;

/// <summary>The server's upgrade, with a <see cref="CoalescingStream"/> around the stream it gives.</summary>
internal sealed class CoalescingUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    /// <inheritdoc/>
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>The stream under the WebSocket, once upgraded.</summary>
    public CoalescingStream? Stream { get; private set; }

    /// <summary>Puts it in the way of the WebSocket middleware, which has to come behind.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            context.Features.Set<IHttpUpgradeFeature>(new CoalescingUpgrade(upgrade));
        }

        return next(context);
    }

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => Stream = new CoalescingStream(await inner.UpgradeAsync());
}
