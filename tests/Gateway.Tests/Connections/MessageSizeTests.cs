using System.Text;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class MessageSizeTests(SharedGateway gateway)
{
    private const int Limit = 64 * 1024;

    [Fact]
    public async Task A_message_of_exactly_64_KiB_passes()
    {
        await using var alice = await gateway.ConnectAsync();
        var text = Sized(alice.Id, Limit);

        await alice.SendAsync(text);

        Assert.Equal($$"""{"senderId":"{{alice.Id}}",{{text[1..]}}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task One_byte_more_ends_the_connection()
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendAsync(Sized(alice.Id, Limit + 1));

        Assert.Equal((1009, "message too big"), await alice.Closed);
        Assert.False(alice.HasMail);
    }

    [Fact]
    public async Task Fragments_are_counted_together()
    {
        using var alice = await gateway.Host.ConnectRawAsync();
        var text = Encoding.UTF8.GetBytes(Sized(alice.Id, Limit + 1));

        for (var i = 0; i < text.Length; i += 1000)
        {
            var last = i + 1000 >= text.Length;
            await alice.WriteAsync(i == 0 ? Opcode.Text : Opcode.Continuation, text[i..(last ? text.Length : i + 1000)], final: last);
        }

        Assert.Equal((1009, "message too big"), (await alice.ReadAsync()).Close);
    }

    [Fact]
    public async Task A_frame_announced_as_huge_ends_the_connection_when_it_passes_the_limit()
    {
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteHeaderAsync(Opcode.Text, length: 1L << 40);
        await alice.WritePayloadAsync(Encoding.UTF8.GetBytes(new string('x', Limit + 1)));

        Assert.Equal((1009, "message too big"), (await alice.ReadAsync()).Close);
    }

    [Fact]
    public async Task A_peer_that_goes_on_with_a_message_too_big_is_cut_off()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Gateway:CloseTimeout=00:00:00.100");
        using var alice = await host.ConnectRawAsync();

        await alice.WriteHeaderAsync(Opcode.Text, length: 1L << 40);
        await alice.WritePayloadAsync(Encoding.UTF8.GetBytes(new string('x', Limit + 1)));

        await alice.WaitForEndAsync();
        Assert.Equal("message too big", (await host.Journal.RemovedAsync(alice.Id)).Text);
    }

    /// <summary>A message to <paramref name="target"/> of so many bytes.</summary>
    private static string Sized(string target, int bytes)
    {
        var empty = $$"""{"peerId":"{{target}}","x":""}""";
        return $$"""{"peerId":"{{target}}","x":"{{new string('x', bytes - empty.Length)}}"}""";
    }
}
