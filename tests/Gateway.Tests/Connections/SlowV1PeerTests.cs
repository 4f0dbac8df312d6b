using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class SlowV1PeerTests
{
    private const int Messages = 3000;

    [Fact]
    public async Task A_peer_that_was_too_slow_comes_back_and_gets_all_that_was_acked_and_all_that_waited()
    {
        await using var host = await GatewayHost.StartAsync(settings:
        [
            "SignalFire:Gateway:OutboxMessages=64",
            "SignalFire:Gateway:SenderQueueBytes=67108864",
            "SignalFire:Gateway:TargetPatience=00:01:00",
            "SignalFire:Gateway:CloseTimeout=00:00:00.100",
            "SignalFire:Peers:UnseenMessages=65536",
            "SignalFire:Peers:UnseenBytes=67108864",
            "SignalFire:Peers:MailboxMessages=65536",
            "SignalFire:Peers:MailboxBytes=67108864",
        ]);
        using var slow = await host.ConnectRawAsync(receiveBuffer: 4096, v1: true);
        await using var alice = await host.ConnectV1Async();
        var acks = new HashSet<string>(StringComparer.Ordinal);
        var filling = new string('x', 2000);
        for (var n = 1; n <= Messages; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{slow.Id}}","ref":{{n}},"x":"{{filling}}"}""");
            acks.Add($$"""{"type":"ack","ref":{{n}}}""");
        }

        await host.DetachedAsync(slow.Id);
        var seen = 0;
        for (var token = slow.ResumeToken; seen < Messages;)
        {
            await using var bob = await host.ResumeAsync(token, seen);
            Assert.Equal((slow.Id, false), (bob.Id, bob.HasGap));
            token = bob.ResumeToken;
            seen = await ReadAsync(bob, seen);
        }

        while (acks.Count > 0)
        {
            var ack = await alice.ReceiveAsync();
            Assert.True(acks.Remove(ack), ack);
        }
    }

    /// <summary>Reads until all is there, or it is too slow again.</summary>
    private static async Task<int> ReadAsync(TestPeer bob, int seen)
    {
        while (seen < Messages && await bob.TryReceiveAsync() is { } text)
        {
            seen++;
            Assert.Contains($",\"seq\":{seen},\"peerId\":\"{bob.Id}\",\"ref\":{seen},", text, StringComparison.Ordinal);
        }

        return seen;
    }
}
