using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>The program, told to take tokens of <see cref="Token.Hs256(string, string, string)"/>.</summary>
public sealed class JwtGateway : IAsyncLifetime
{
    private ProgramGateway? _host;

    /// <summary>What such a gateway is told.</summary>
    internal static string[] Settings =>
    [
        "SignalFire:Identity:Mode=Jwt",
        $"SignalFire:Identity:Jwt:Issuer={Token.Issuer}",
        $"SignalFire:Identity:Jwt:Audience={Token.Audience}",
        $"SignalFire:Identity:Jwt:SharedKey={Token.SharedKey}",
    ];

    internal ProgramGateway Host => _host!;

    public async ValueTask InitializeAsync() => _host = await ProgramGateway.StartAsync(Settings);

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal Task<TestPeer> ConnectAsync(string token) => TestPeer.ConnectAsync(UrlOf(token));

    internal Task<TestPeer> ConnectV1Async(string token) => TestPeer.ConnectAsync(UrlOf(token), "signalfire.v1");

    internal Uri UrlOf(string token) => Host.At("ws", $"/?access_token={token}");

    /// <summary>An upgrade request with the token in its header.</summary>
    internal Task<HttpResponseMessage> AskAsync(string? token, string query = "") =>
        Upgrade.SendAsync(Host.At("http", $"/{query}"), "signalfire.v1", token is null ? null : $"Bearer {token}");
}
