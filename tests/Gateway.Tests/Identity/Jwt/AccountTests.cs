using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>Peers named by the gateway, several of one account.</summary>
public sealed class AccountTests(AccountTests.Gateway gateway) : IClassFixture<AccountTests.Gateway>
{
    private readonly ProgramGateway _host = gateway.Host;

    [Fact]
    public async Task Each_connection_of_an_account_is_a_peer_of_its_own()
    {
        await using var phone = await ConnectAsync("alice");
        await using var laptop = await ConnectAsync("alice");

        Assert.NotEqual(phone.Id, laptop.Id, StringComparer.Ordinal);
        Assert.Equal(21, phone.Id.Length);
    }

    [Fact]
    public async Task An_account_takes_its_session_back()
    {
        await using var alice = await ConnectAsync("alice");
        await _host.CutAsync(alice);

        await using var again = await ConnectAsync("alice", $"&resume={alice.ResumeToken}");

        Assert.Equal((alice.Id, true), (again.Id, again.Resumed));
    }

    [Fact]
    public async Task A_resume_token_of_another_account_starts_a_fresh_peer()
    {
        await using var alice = await ConnectAsync("alice");
        await _host.CutAsync(alice);

        await using var mallory = await ConnectAsync("mallory", $"&resume={alice.ResumeToken}");

        Assert.NotEqual(alice.Id, mallory.Id, StringComparer.Ordinal);
        Assert.False(mallory.Resumed);
    }

    [Fact]
    public async Task A_resume_token_alone_opens_nothing()
    {
        await using var alice = await ConnectAsync("alice");

        using var refusal = await Upgrade.SendAsync(_host.At("http", $"/?resume={alice.ResumeToken}"), "signalfire.v1");

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_account_renews_nothing()
    {
        await using var alice = await ConnectAsync("alice");

        await alice.SendAsync($$"""{"type":"token","token":"{{Token.Hs256(Token.Claims("mallory"))}}","ref":1}""");

        Assert.Equal("""{"type":"error","ref":1,"code":"denied","message":"The token is of another peer."}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_token_of_the_account_renews()
    {
        await using var alice = await ConnectAsync("alice");

        await alice.SendAsync($$"""{"type":"token","token":"{{Token.Hs256(Token.Claims("alice"))}}","ref":1}""");

        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
    }

    private Task<TestPeer> ConnectAsync(string account, string more = "") =>
        TestPeer.ConnectAsync(_host.At("ws", $"/?access_token={Token.Hs256(Token.Claims(account))}{more}"), "signalfire.v1");

    /// <summary>The program, told to name the peers of its accounts.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        private ProgramGateway? _host;

        internal ProgramGateway Host => _host!;

        public async ValueTask InitializeAsync() => _host = await ProgramGateway.StartAsync([.. JwtGateway.Settings, "SignalFire:Identity:Jwt:PeerIdClaim="]);

        public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
