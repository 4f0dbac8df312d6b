using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Gateway.Tests.Identity;

/// <summary>More messages at once than a slow sender may send, and no more than others may.</summary>
internal static class Burst
{
    public const int Messages = 20;

    /// <summary>Sends them to the sender itself.</summary>
    /// <returns>How many were refused.</returns>
    public static async Task<int> RefusedAsync(TestPeer peer)
    {
        for (var i = 0; i < Messages; i++)
        {
            await peer.SendAsync($$"""{"type":"ping","ref":{{i}},"x":"{{new string('x', 1000)}}"}""");
        }

        var refused = 0;
        for (var i = 0; i < Messages; i++)
        {
            refused += (await peer.ReceiveAsync()).Contains("\"rate-limited\"", StringComparison.Ordinal) ? 1 : 0;
        }

        return refused;
    }
}
