using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Identity.Jwt;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

/// <summary>The program as its users start it, behind a proxy that it knows, with few places for everybody.</summary>
public sealed class GuardedProgram : IAsyncLifetime
{
    internal const int MaxConnections = 6;

    private ProgramGateway? _gateway;

    internal ProgramGateway Gateway => _gateway!;

    public async ValueTask InitializeAsync() => _gateway = await ProgramGateway.StartAsync(
    [
        .. JwtGateway.Settings,
        "SignalFire:Identity:Jwt:PeerIdClaim=",
        "SignalFire:Door:KnownProxies:0=127.0.0.1",
        "SignalFire:Door:HandshakesPerSecond=2",
        "SignalFire:Door:HandshakeBurst=20",
        "SignalFire:Door:ConnectionsPerAddress=4",
        "SignalFire:Door:ConnectionsPerAccount=2",
        $"SignalFire:Door:MaxConnections={MaxConnections}",
        "SignalFire:Door:HeadTimeout=00:00:01",
        "SignalFire:Door:SlowAttach=00:01:00",
        "SignalFire:Gateway:OutboxBytes=65536",
        "SignalFire:Gateway:MessagesPerSecond=1000000",
        "SignalFire:Gateway:BytesPerSecond=1073741824",
    ]);

    public ValueTask DisposeAsync() => _gateway?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Where a peer of an account connects.</summary>
    internal Uri UrlOf(string scheme, string account) => Gateway.At(scheme, $"/?access_token={Token.Hs256(Token.Claims(account))}");

    /// <summary>A peer of an account knocks from an address.</summary>
    internal Task<HttpResponseMessage> KnockAsync(string address, string account) => Knock.AtAsync(UrlOf("http", account), ("X-Forwarded-For", address));

    /// <summary>Connects one for which there is room, as soon as those before have left.</summary>
    internal async Task<HttpResponseMessage> ConnectAsync(string address, string account)
    {
        HttpResponseMessage? answer = null;
        await Eventually.IsAsync(101, async () =>
        {
            answer?.Dispose();
            answer = await KnockAsync(address, account);
            return (int)answer.StatusCode;
        });
        return answer!;
    }
}
