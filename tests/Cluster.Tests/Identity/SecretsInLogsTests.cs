using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Identity.Jwt;
using Xunit;

namespace SignalFire.Cluster.Tests.Identity;

/// <summary>A real gateway that is told to log all there is, and what its peers would not want to read there.</summary>
public sealed class SecretsInLogsTests : IAsyncLifetime
{
    private readonly List<string> _secrets = [];
    private readonly RunningProgram _gateway = RunningProgram.EmbeddedGateway(
        "--SignalFire:Identity:Mode=Jwt",
        $"--SignalFire:Identity:Jwt:Issuer={Token.Issuer}",
        $"--SignalFire:Identity:Jwt:Audience={Token.Audience}",
        $"--SignalFire:Identity:Jwt:SharedKey={Token.SharedKey}",
        "--Logging:LogLevel:Default=Trace",
        "--Logging:LogLevel:Microsoft=Trace",
        "--Logging:LogLevel:Orleans=Trace",
        "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace",
        "--Logging:Console:LogLevel:Default=Trace",
        "--Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace",
        "--Logging:Console:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests=Trace",
        "--Logging:Console:FormatterOptions:IncludeScopes=true");

    public async ValueTask InitializeAsync() => await _gateway.ReadyAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task No_token_and_no_query_is_in_what_it_says()
    {
        await using (var alice = await TestPeer.ConnectWithHeaderAsync(_gateway.Url, $"Bearer {Good("alice")}", "signalfire.v1"))
        {
            await RenewAsync(alice, Good("alice"));
            await RenewAsync(alice, Forged("alice"));
        }

        await (await TestPeer.ConnectAsync(_gateway.Url, "signalfire.v1", InSubprotocol(Good("bob")))).DisposeAsync();
        await (await TestPeer.ConnectAsync(At($"access_token={Good("classic carol")}"))).DisposeAsync();
        await ResumeAsync();
        await BeRefusedAsync();
        await SendGarbageAsync($"GET /?access_token={Secret("of-a-request-line-that-is-none")} HTTP/9.9\r\nHost: localhost\r\n\r\n");
        await SendGarbageAsync($"GET /?access_token={Secret("of-a-request-line-with-a-control-character")}\u0001 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await SendGarbageAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Secret("of-a-header-that-is-none")}\0\r\n\r\n");
        await SendGarbageAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization : Bearer {Secret("of-a-header-with-a-space")}\r\n\r\n");

        await _gateway.Process.SignalAsync("TERM");
        await _gateway.Process.ExitAsync();

        var output = _gateway.Process.Output;
        Assert.Contains(""" "LogLevel":"Trace","Category":"Microsoft.AspNetCore.""".TrimStart(), output, StringComparison.Ordinal);
        Assert.True(_secrets.Count > 20, "There was something to hide.");
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
        Assert.DoesNotContain("access_token", output, StringComparison.Ordinal);
        Assert.DoesNotContain("resume=", output, StringComparison.Ordinal);
    }

    private async Task ResumeAsync()
    {
        await using var carol = await TestPeer.ConnectAsync(At($"access_token={Good("carol")}"), "signalfire.v1");
        Keep(carol.ResumeToken[20..]);
        await using var again = await TestPeer.ConnectAsync(At($"access_token={Good("carol")}&resume={carol.ResumeToken}&seq=0"), "signalfire.v1");
        Keep(again.ResumeToken[20..]);
        Assert.True(again.Resumed);
        await using var fresh = await TestPeer.ConnectAsync(At($"access_token={Good("dave")}&resume={Secret("forged-resume-token")}"), "signalfire.v1");
        Keep(fresh.ResumeToken[20..]);
        await RefusedAsync($"/?resume={again.ResumeToken}");
    }

    private async Task BeRefusedAsync()
    {
        await RefusedAsync("/", authorization: $"Bearer {Forged("eve")}");
        await RefusedAsync("/", authorization: Secret("a-header-that-is-no-bearer"));
        await RefusedAsync($"/?access_token={Forged("eve")}");
        await RefusedAsync($"/?access_token={Secret("that-is-no-jwt")}");
        await RefusedAsync("/", $"signalfire.v1, {InSubprotocol(Forged("eve"))}");
        await RefusedAsync("/", InSubprotocol(Forged("eve")));
        await RefusedAsync($"/elsewhere?access_token={Forged("eve")}");
        await RefusedAsync($"/health/live/?access_token={Forged("eve")}");
    }

    private async Task RefusedAsync(string path, string subprotocols = "signalfire.v1", string? authorization = null)
    {
        using var answer = await Upgrade.SendAsync(_gateway.At("http", path), subprotocols, authorization);
        Assert.NotEqual(HttpStatusCode.SwitchingProtocols, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(_secrets, secret => Assert.DoesNotContain(secret, body, StringComparison.Ordinal));
    }

    private static async Task RenewAsync(TestPeer peer, string token)
    {
        await peer.SendAsync($$"""{"type":"token","token":"{{token}}","ref":1}""");
        await peer.ReceiveAsync();
    }

    private async Task SendGarbageAsync(string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, _gateway.Url.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new StreamReader(stream);
        var text = await answer.ReadToEndAsync().Within("the answer to a request that is none");
        Assert.Matches("^HTTP/1.1 (400|426|505) ", text);
    }

    private Uri At(string query) => _gateway.At("ws", $"/?{query}");

    private string Good(string peer) => Remember(Token.Hs256(Token.Claims(peer)));

    private string Forged(string peer) => Remember(Token.Hs256(Token.Claims(peer), new string('k', 32)));

    private string InSubprotocol(string token)
    {
        var subprotocol = Token.AsSubprotocol(token);
        Keep(subprotocol[80..160]);
        return subprotocol;
    }

    private string Secret(string name) => Keep($"secret-{name}");

    /// <summary>Claims and signature are looked for apart: half a token is one too many.</summary>
    private string Remember(string token)
    {
        _secrets.AddRange(token.Split('.')[1..]);
        return token;
    }

    private string Keep(string secret)
    {
        _secrets.Add(secret);
        return secret;
    }
}
