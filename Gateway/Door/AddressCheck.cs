using System.Net;
using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>Counts requests, and the connections that they become, by their address: lets a request in, or answers it with 429.</summary>
internal sealed partial class AddressCheck(AddressLimits addresses, IOptions<DoorOptions> options, ILogger<AddressCheck> logger)
{
    private const string ForwardedFor = "X-Forwarded-For";

    // What ASP.NET Core leaves where it took the address from a known proxy.
    private const string OriginalFor = "X-Original-For";

    private bool _hasWarned;

    /// <summary>Sees a request through, to the end of the connection that it becomes.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (LimitedAddress(context) is not { } address)
        {
            await next(context);
            return;
        }

        var slot = AddressLimits.SlotOf(address);
        if (addresses.Enter(slot) is { } retryAfter)
        {
            await DoorRefusal.AddressAsync(context, retryAfter);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            addresses.Leave(slot);
        }
    }

    /// <returns>Null where no limit by address holds.</returns>
    private IPAddress? LimitedAddress(HttpContext context)
    {
        var isForwarded = context.Request.Headers.ContainsKey(ForwardedFor);
        if (isForwarded && !context.Request.Headers.ContainsKey(OriginalFor) && !Interlocked.Exchange(ref _hasWarned, true))
        {
            LogUnknownProxy();
        }

        // What says that it is forwarded comes through a proxy, which is not known as one: its peers are many, and are limited as one.
        return context.Connection.RemoteIpAddress is { } address && (options.Value.LimitLoopback || isForwarded || !IPAddress.IsLoopback(address)) ? address : null;
    }

    [LoggerMessage(1, LogLevel.Warning, "A request says that it was forwarded (X-Forwarded-For), by an address that is none of SignalFire:Door:KnownProxies: if that is a proxy of yours, name it there; without, all its peers count as one address.")]
    private partial void LogUnknownProxy();
}
