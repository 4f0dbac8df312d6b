namespace SignalFire.Gateway.Door;

/// <summary>Ends a TCP connection with the first answer to a plain request.</summary>
/// <remarks>
/// Otherwise one would carry as many refusals as its peer can write requests, and one request now and then would keep its place for ever.
/// Probes and scrapers connect anew each time.
/// </remarks>
internal static class LastAnswer
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Of HTTP/2 it would end what others share, and has another name; an upgrade puts its own in place of it.
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }
}
