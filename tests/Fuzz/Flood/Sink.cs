using System.Net;
using SignalFire.Load;
using SignalFire.Load.Arguments;
using SignalFire.Load.Connections;

namespace SignalFire.Fuzz.Flood;

/// <summary>A peer that never reads; when the gateway ends its connection for that, it comes back as another.</summary>
internal sealed class Sink(IPEndPoint gateway)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private volatile string _id = "nobody";

    public string Id => _id;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var address = await GatewayAddress.ResolveAsync(new Uri(Invariant($"ws://{gateway}/")), WireForm.Classic, cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                // Opened, and never started: nobody reads what comes.
                var connection = await Opening.OpenAsync(address, cancellation);
                _id = connection.PeerId;
                await Task.Delay(Lifetime, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await connection.DisposeAsync();
            }
            catch (Exception failure) when (failure is LoadException or OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
