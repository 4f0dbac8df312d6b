using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class DepthTests
{
    [Theory]
    [InlineData("64", 64)]
    [InlineData("3", 3)]
    [InlineData("200", 200)]
    public async Task A_message_is_nested_as_deep_as_it_may_and_no_deeper(string option, int depth)
    {
        await using var host = await GatewayHost.StartAsync(settings: $"SignalFire:Gateway:MaxDepth={option}");
        await using var alice = await host.ConnectAsync();

        await alice.SendAsync(Nested(alice.Id, depth));
        Assert.StartsWith("""{"senderId":""", await alice.ReceiveAsync(), StringComparison.Ordinal);

        await alice.SendAsync(Nested(alice.Id, depth + 1));
        Assert.Equal("bad-message", await alice.ReceiveErrorCodeAsync());
    }

    private static string Nested(string target, int depth) =>
        $$"""{"peerId":"{{target}}","x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";
}
