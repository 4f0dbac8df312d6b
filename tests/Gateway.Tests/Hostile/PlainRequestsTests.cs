using System.Net;
using System.Text.RegularExpressions;
using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>Plain HTTP at the program, whose limits by address hold for this machine, too.</summary>
public sealed class PlainRequestsTests(PlainRequestsTests.LimitedGateway gateway) : IClassFixture<PlainRequestsTests.LimitedGateway>
{
    private const int Burst = 20;

    [Theory]
    [InlineData("/")]
    [InlineData("/ws")]
    [InlineData("/nothing")]
    [InlineData("/metrics")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Of_many_requests_on_one_TCP_connection_the_first_is_answered_and_ends_it(string path)
    {
        using var mallory = await RawSocket.ConnectAsync(gateway.Program.Url);

        await mallory.WriteAsync(Pipelined(path, times: 50));
        var answers = await mallory.ReadToEndAsync();

        Assert.Single(Regex.Matches(answers, @"HTTP/1\.1 \d{3} ", RegexOptions.None, TimeSpan.FromSeconds(10)));
        Assert.Matches("\r\nConnection: (Upgrade, )?close\r\n", answers);
    }

    [Fact]
    public async Task A_request_that_should_have_been_an_upgrade_is_told_so_and_ends_the_TCP_connection()
    {
        using var mallory = await RawSocket.ConnectAsync(gateway.Program.Url);

        await mallory.RequestAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 426 ", mallory.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: Upgrade, close\r\n", mallory.Head, StringComparison.Ordinal);
        Assert.Contains("WebSocket required", await mallory.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_is_none_the_worse_for_it()
    {
        using var alice = await RawSocket.ConnectAsync(gateway.Program.Url);

        await alice.RequestAsync(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.2\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 101 ", alice.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: Upgrade\r\n", alice.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "203.0.113.3")]
    [InlineData("/nothing", "203.0.113.4")]
    public async Task Requests_for_whatever_count_by_address(string path, string address)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3 * Burst; i++)
        {
            statuses.Add(await StatusAsync(path, address));
        }

        Assert.InRange(statuses.Count(status => status is not HttpStatusCode.TooManyRequests), Burst, (3 * Burst) - 1);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Probes_and_scrapes_are_answered_though_their_address_floods(string path)
    {
        for (var i = 0; i < 2 * Burst; i++)
        {
            using var mallory = await RawSocket.ConnectAsync(gateway.Program.Url);
            await mallory.WriteAsync(Pipelined("/nothing", times: 50));
        }

        for (var i = 0; i < 2 * Burst; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await gateway.Program.StatusAsync(path));
        }
    }

    private static byte[] Pipelined(string path, int times) =>
        System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", times)));

    private async Task<HttpStatusCode> StatusAsync(string path, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Program.At("http", path));
        request.Headers.Add("X-Forwarded-For", address);
        using var answer = await LimitedGateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>The program; each address has few handshakes.</summary>
    public sealed class LimitedGateway : IAsyncLifetime
    {
        internal static readonly HttpClient Http = new();

        internal RunningProgram Program { get; } = RunningProgram.EmbeddedGateway(
            "--SignalFire:Door:LimitLoopback=true",
            "--SignalFire:Door:KnownProxies:0=127.0.0.1",
            "--SignalFire:Door:HandshakesPerSecond=1",
            FormattableString.Invariant($"--SignalFire:Door:HandshakeBurst={Burst}"));

        public async ValueTask InitializeAsync() => await Program.ReadyAsync();

        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }
}
