using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class FullGatewayTests
{
    [Fact]
    public async Task A_gateway_that_has_all_the_connections_it_takes_answers_503_until_one_ends()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Door:MaxConnections=1", "SignalFire:Gateway:RetryAfter=00:00:03"]);
        var alice = await host.ConnectAsync();

        using (var refusal = await Knock.AtAsync(host.At("http", "/")))
        {
            Assert.Equal(503, (int)refusal.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(3), refusal.Headers.RetryAfter?.Delta);
        }

        await alice.CloseAsync();
        await Eventually.IsAsync(101, () => Knock.StatusAsync(host.At("http", "/")));
    }
}
