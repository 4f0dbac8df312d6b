using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Cluster.Tests.Calls;

[Collection(SharedClusterTests.Name)]
public sealed class RecordedCallTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_call_of_two_Chromium_pages_passes_two_gateways_byte_for_byte()
    {
        var call = RecordedCall.Read();
        await using var caller = await cluster.Here.ConnectAsync();
        await using var callee = await cluster.There.ConnectAsync();
        var ofCaller = call.From("caller", caller.Id, callee.Id).ToArray();
        var ofCallee = call.From("callee", caller.Id, callee.Id).ToArray();
        Assert.InRange(ofCaller.Length + ofCallee.Length, 24, 30);

        await Task.WhenAll(
            SendAsync(caller, ofCaller),
            SendAsync(callee, ofCallee),
            AssertReceivesAsync(callee, caller.Id, ofCaller),
            AssertReceivesAsync(caller, callee.Id, ofCallee));
    }

    private static async Task SendAsync(TestPeer peer, string[] texts)
    {
        foreach (var text in texts)
        {
            await peer.SendAsync(text);
        }
    }

    private static async Task AssertReceivesAsync(TestPeer peer, string sender, string[] texts)
    {
        foreach (var text in texts)
        {
            // The recorded client puts its senderId near the end; the gateway puts the true one first.
            var member = $",\"senderId\":\"{sender}\"";
            Assert.Contains(member, text, StringComparison.Ordinal);
            Assert.Equal($$"""{"senderId":"{{sender}}",{{text[1..].Replace(member, "", StringComparison.Ordinal)}}""", await peer.ReceiveAsync());
        }
    }
}
