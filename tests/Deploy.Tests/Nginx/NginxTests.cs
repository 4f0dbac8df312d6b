using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Deploy.Tests.Nginx;

public sealed partial class NginxTests(ProxiedCluster cluster) : IClassFixture<ProxiedCluster>
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("/")]
    [InlineData("/ws")]
    public async Task Two_peers_behind_the_proxy_talk_to_each_other(string path)
    {
        await using var alice = await TestPeer.ConnectAsync(cluster.Nginx.At("ws", path));
        await using var bob = await TestPeer.ConnectAsync(cluster.Nginx.At("ws", path), "signalfire.v1");

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","text":"hi"}""");

        Assert.Contains("\"text\":\"hi\"", await bob.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_resumes_at_any_gateway()
    {
        var alice = await TestPeer.ConnectAsync(cluster.Nginx.At("ws", "/"), "signalfire.v1");
        var (id, token) = (alice.Id, alice.ResumeToken);
        await alice.DisposeAsync();

        // One after the other, at the gateway with fewer peers or, where both have as many, the next.
        for (var times = 0; times < 4; times++)
        {
            await using var again = await TestPeer.ConnectAsync(cluster.Nginx.At("ws", $"/?resume={token}&seq=0"), "signalfire.v1");
            Assert.True(again.Resumed, again.Greeting);
            Assert.Equal(id, again.Id);
            token = again.ResumeToken;
        }
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/dashboard")]
    [InlineData("/health/ready")]
    [InlineData("/ws/")]
    [InlineData("//metrics")]
    public async Task What_is_not_for_peers_is_not_passed_on(string path)
    {
        using var answer = await Http.GetAsync(cluster.Nginx.At("http", path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("nginx", answer.Headers.Server.ToString());
    }

    /// <summary>With what stands in the file: a name that nobody knows yet would be "host not found in upstream".</summary>
    [Fact]
    public async Task It_starts_where_no_gateway_is_to_be_found()
    {
        Tool.Nginx.Require();

        await using var alone = await RunningNginx.StartAsync("172.30.10.11:8080", "172.30.10.12:8080");
    }

    [Fact]
    public async Task A_request_that_is_no_WebSocket_is_answered_by_a_gateway()
    {
        using var answer = await Http.GetAsync(cluster.Nginx.At("http", "/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_of_the_proxys_own_address_may_connect() => Assert.Equal(
        HttpStatusCode.SwitchingProtocols,
        await UpgradeAsync(("Origin", cluster.Nginx.At("http", "/").GetLeftPart(UriPartial.Authority))));

    [Fact]
    public async Task A_host_that_the_peer_makes_up_does_not_count() => Assert.Equal(
        HttpStatusCode.Forbidden,
        await UpgradeAsync(("Origin", "https://evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")));

    /// <summary>With the lines of deploy/README.md: 192.0.2.10 is the balancer there, and this machine is one here, or is not.</summary>
    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.SwitchingProtocols, "203.0.113.9 [")]
    [InlineData("192.0.2.10", HttpStatusCode.Forbidden, "127.0.0.1 [")]
    public async Task A_balancer_that_ended_TLS_is_believed_and_nobody_else(string balancer, HttpStatusCode answer, string logged)
    {
        var lines = BalancerLines().Match(Repository.Read("deploy", "README.md")).Groups["text"].Value;
        await using var nginx = await RunningNginx.StartAsync(
            cluster.Gateways[0].Url.Authority, cluster.Gateways[1].Url.Authority, lines.Replace("192.0.2.10", balancer, StringComparison.Ordinal), "$peer_scheme");

        Assert.Equal(answer, await UpgradeAsync(nginx, ("Origin", nginx.At("https", "/").GetLeftPart(UriPartial.Authority)), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9")));
        await nginx.LogsAsync(logged);
    }

    [Fact]
    public void Its_workers_count_the_gateways_peers_together() =>
        Assert.Matches(@"upstream gateways \{[^}]*\n    zone gateways \d+k;\n", Repository.Read("deploy", "nginx", "nginx.conf"));

    [Fact]
    public async Task Tokens_are_in_no_log_not_even_when_no_gateway_answers()
    {
        const string Token = "a-token-that-must-not-be-written";
        await using (await TestPeer.ConnectAsync(cluster.Nginx.At("ws", $"/ws?access_token={Token}")))
        {
            // Written down when it is over.
        }

        await cluster.Nginx.LogsAsync(" GET /ws 101 ");
        await using var alone = await RunningNginx.StartAsync(Nobody(), Nobody());
        using var none = await Http.GetAsync(alone.At("http", $"/?access_token={Token}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadGateway, none.StatusCode);
        await alone.LogsAsync(" GET / 502 ");

        Assert.DoesNotContain(Token, alone.AccessLog + alone.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, cluster.Nginx.AccessLog + cluster.Nginx.Process.Output, StringComparison.Ordinal);
    }

    private static string Nobody() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePorts.Next()}");

    private Task<HttpStatusCode> UpgradeAsync(params (string Name, string Value)[] headers) => UpgradeAsync(cluster.Nginx, headers);

    private static async Task<HttpStatusCode> UpgradeAsync(RunningNginx nginx, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, nginx.At("http", "/"));
        foreach (var (name, value) in headers.Concat([("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")]))
        {
            request.Headers.Add(name, value);
        }

        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [GeneratedRegex("```nginx\n(?<text>[^`]+)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BalancerLines();
}
