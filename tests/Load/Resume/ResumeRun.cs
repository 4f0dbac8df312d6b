using SignalFire.Load.Arguments;
using SignalFire.Load.Connections;
using SignalFire.Load.Latency;

namespace SignalFire.Load.Resume;

/// <summary>One peer after the other is sent messages, loses its connection, and resumes; a plain connect beside each.</summary>
internal static class ResumeRun
{
    private const int Size = 300;

    /// <returns>The times from the TCP connect to the id of a new peer, and to the last message of a resumed one.</returns>
    public static async Task<(Histogram Plain, Histogram Resumed)> RunAsync(Servers servers, int rounds, int messages, CancellationToken cancellation)
    {
        Histogram plain = new();
        Histogram resumed = new();
        for (int i = 0; i < rounds; i++)
        {
            GatewayAddress gateway = servers.SenderGateway(i);
            plain.Add(await ConnectAsync(gateway, cancellation));
            resumed.Add(await ResumeAsync(gateway, servers.SenderGateway(i + 1), messages, cancellation));
        }

        return (plain, resumed);
    }

    private static async Task<TimeSpan> ConnectAsync(GatewayAddress gateway, CancellationToken cancellation)
    {
        using ReplayedPeer peer = await ReplayedPeer.ConnectAsync(gateway, cancellation);
        return await peer.ReadAsync(messages: 0, cancellation);
    }

    private static async Task<TimeSpan> ResumeAsync(GatewayAddress gateway, GatewayAddress next, int messages, CancellationToken cancellation)
    {
        ReplayedPeer bob = await ReplayedPeer.ConnectAsync(gateway, cancellation);
        using (bob)
        {
            await bob.ReadAsync(messages: 0, cancellation);
            await using Connection alice = await Opening.OpenAsync(gateway, cancellation);
            byte[] frame = MaskedFrame.Create(Opcode.Text, Text(bob.PeerId));
            for (int n = 0; n < messages; n++)
            {
                await alice.SendAsync(frame);
            }

            await bob.ReadAsync(messages, cancellation);
        }

        Uri url = new($"{next.Url}?resume={Uri.EscapeDataString(bob.ResumeToken)}&seq=0");
        using ReplayedPeer back = await ReplayedPeer.ConnectAsync(await GatewayAddress.ResolveAsync(url, WireForm.V1, cancellation), cancellation);
        TimeSpan took = await back.ReadAsync(messages, cancellation);
        return back.Resumed && string.Equals(back.PeerId, bob.PeerId, StringComparison.Ordinal)
            ? took
            : throw new LoadException($"{next.Url} did not resume peer '{bob.PeerId}'.");
    }

    private static byte[] Text(string target)
    {
        string head = $$"""{"peerId":"{{target}}","type":"load","pad":" """.TrimEnd();
        return System.Text.Encoding.ASCII.GetBytes(head + new string('x', Size - head.Length - 2) + "\"}");
    }
}
