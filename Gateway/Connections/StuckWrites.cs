using Microsoft.Extensions.Options;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway.Connections;

/// <summary>Looks for peers that take nothing of what is written to them, and closes them: what waits for them waits whether more is sent to them or not.</summary>
internal sealed class StuckWrites(ConnectionTable connections, IOptions<GatewayOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>How many looks their patience takes. A write may have begun just before the first of them.</summary>
    private const int Looks = 4;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WritePatience / Looks, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private void Look()
    {
        foreach (var connection in connections.All)
        {
            if (connection.LooksOfStuckWrite() > Looks)
            {
                connection.Close(CloseReason.TooSlow);
            }
        }
    }
}
