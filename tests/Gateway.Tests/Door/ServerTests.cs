using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Silo.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

[Collection(SharedGatewayTests.Name)]
public sealed class ServerTests(SharedGateway gateway)
{
    private static readonly HttpClient Http = new();

    [Fact]
    public void The_switch_by_which_anybody_is_believed_to_be_a_proxy_is_refused()
    {
        var builder = WebApplication.CreateBuilder(["--forwardedHeaders_enabled=true"]);

        var refused = Assert.Throws<StartupException>(builder.AddSignalFireDoor);

        Assert.Contains("SignalFire:Door:KnownProxies", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/dashboard")]
    [InlineData("/orleans")]
    [InlineData("/metrics")]
    [InlineData("/swagger")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health")]
    [InlineData("/health/")]
    [InlineData("/healthz")]
    [InlineData("/index.html")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/ws/x")]
    [InlineData("/peers")]
    [InlineData("/debug")]
    [InlineData("/error")]
    [InlineData("/%2e%2e/appsettings.json")]
    public async Task Nothing_else_is_there(string path)
    {
        using var answer = await Http.GetAsync(gateway.Host.At("http", path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/ws")]
    [InlineData("/health/live")]
    [InlineData("/nothing")]
    public async Task No_answer_says_what_the_server_is(string path)
    {
        using var answer = await Http.GetAsync(gateway.Host.At("http", path), TestContext.Current.CancellationToken);

        Assert.Empty(answer.Headers.Server);
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Fact]
    public async Task HTTP_2_is_not_spoken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Host.At("http", "/health/live")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        await Assert.ThrowsAsync<HttpRequestException>(() => Http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_request_line_that_never_ends_is_refused()
    {
        using var answer = await Http.GetAsync(gateway.Host.At("http", "/?x=" + new string('x', 17_000)), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_that_never_end_are_refused() =>
        Assert.Equal((int)HttpStatusCode.RequestHeaderFieldsTooLarge, await Knock.StatusAsync(gateway.Host.At("http", "/"), ("X-Much", new string('x', 17_000))));

    [Fact]
    public async Task The_greatest_token_fits() =>
        Assert.Equal(101, await Knock.StatusAsync(gateway.Host.At("http", "/?access_token=" + new string('x', 8192))));

    [Fact]
    public async Task A_head_that_is_not_finished_in_time_ends_the_connection()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Door:HeadTimeout=00:00:03");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(host.Url.Host, host.Url.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(tcp.GetStream(), Encoding.ASCII);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Within("the gateway to give up");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_asks_for_nothing_ends()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Door:HeadTimeout=00:00:00.100");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(host.Url.Host, host.Url.Port, TestContext.Current.CancellationToken);

        Assert.Equal(0, await tcp.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask().Within("the gateway to give up"));
    }
}
