using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>Comes before the upgrade, and before anything that costs: lets a request in, or answers it.</summary>
internal sealed class DoorCheck(OriginPolicy origins, IOptions<DoorOptions> options, IOptions<GatewayOptions> gateway)
{
    private int _connections;

    /// <summary>Sees a request through, to the end of the connection that it becomes.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _connections) > options.Value.MaxConnections)
            {
                await DoorRefusal.FullAsync(context, gateway.Value.RetryAfter);
            }
            else if (!origins.Allows(context.Request))
            {
                await DoorRefusal.OriginAsync(context);
            }
            else
            {
                await next(context);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
