using System.Net;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class RefusedUpgradeTests(SharedGateway gateway)
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("/")]
    [InlineData("/ws")]
    public async Task A_plain_request_is_told_to_upgrade(string path)
    {
        using var refusal = await Http.GetAsync(gateway.Host.At("http", path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        Assert.Equal("websocket", refusal.Headers.Upgrade.Single().Name);
        Assert.Contains("\"status\":426", await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_nothing_elsewhere()
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", "/elsewhere"));

        Assert.Equal(HttpStatusCode.NotFound, refusal.StatusCode);
    }
}
