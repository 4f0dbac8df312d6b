using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SignalFire.Faults.Checks;
using SignalFire.Faults.Clusters;
using SignalFire.Load;

namespace SignalFire.Faults.Peers;

/// <summary>Finds a gateway that takes a peer: one after the other, at once at first, then ever slower.</summary>
/// <param name="gateways">Where it looks.</param>
/// <param name="first">Which of them it tries first.</param>
/// <param name="refusals">Counts tries that a gateway did not take, or an address where none listens, by address.</param>
internal sealed class Reconnection(ReadyGateways gateways, int first, Tally refusals)
{
    /// <summary>How long a peer tries before it counts as stranded; less than the grace period.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // A frozen gateway accepts (its kernel does) and says nothing.
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private int _next = first;

    /// <exception cref="TimeoutException">No gateway took the peer in time; the inner one is the last failure.</exception>
    public async Task<V1Connection> OpenAsync(Peer peer, Func<IPEndPoint, CancellationToken, Task<V1Connection>> open, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var pause = TimeSpan.Zero;
        while (true)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(OneTry);
            var gateway = gateways.Pick(_next++);
            try
            {
                return await open(gateway, limit.Token);
            }
            catch (Exception failure) when (failure is SocketException or LoadException or OperationCanceledException)
            {
                cancellation.ThrowIfCancellationRequested();
                if (failure is not OperationCanceledException)
                {
                    refusals.Add(gateway.ToString());
                }

                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new TimeoutException($"Peer {peer.Index} found no gateway: {failure.Message}", failure);
                }
            }

            pause = pause == TimeSpan.Zero ? ShortestPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), cancellation);
        }
    }
}
