using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Identity.Jwt;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

/// <summary>At the program, which knows its peers by their tokens, mallory tries to be alice: by what she sends, by alice's token, by alice's id, by a second connection.</summary>
public sealed class SpoofingTests(SpoofingTests.Gateway gateway) : IClassFixture<SpoofingTests.Gateway>
{
    private readonly ProgramGateway _host = gateway.Host;
    private readonly string _alice = $"alice-{Guid.NewGuid():n}";
    private readonly string _mallory = $"mallory-{Guid.NewGuid():n}";

    [Theory]
    [InlineData("""{"senderId":"ALICE","peerId":"ALICE","x":1}""")]
    [InlineData("""{"peerId":"ALICE","senderId":"ALICE","x":1}""")]
    [InlineData("""{"peerId":"ALICE","x":1,"sender\u0049d":"ALICE"}""")]
    [InlineData("""{"senderId":"ALICE","senderId":"ALICE","peerId":"ALICE","x":1}""")]
    [InlineData("""{"senderId":["ALICE"],"peerId":"ALICE","x":1}""")]
    public async Task Whatever_she_writes_her_messages_say_who_sent_them(string text)
    {
        await using var alice = await ConnectAsync(_alice);
        await using var mallory = await ConnectAsync(_mallory);

        await mallory.SendAsync(text.Replace("ALICE", _alice, StringComparison.Ordinal));

        Assert.Equal($$"""{"senderId":"{{_mallory}}","peerId":"{{_alice}}","x":1}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_member_whose_name_only_looks_like_it_is_payload_behind_the_true_one()
    {
        await using var alice = await ConnectAsync(_alice);
        await using var mallory = await ConnectAsync(_mallory);

        await mallory.SendAsync($$"""{"SenderId":"{{_alice}}","peerId":"{{_alice}}"}""");

        Assert.StartsWith($$"""{"senderId":"{{_mallory}}",""", await alice.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alices_resume_token_is_of_no_use_to_her()
    {
        var alice = await ConnectV1Async(_alice);
        await _host.CutAsync(alice);

        await using var mallory = await ConnectV1Async(_mallory, alice.ResumeToken);

        Assert.Equal((_mallory, false), (mallory.Id, mallory.Resumed));
        await using var back = await ConnectV1Async(_alice, alice.ResumeToken);
        Assert.Equal((_alice, true), (back.Id, back.Resumed));
    }

    [Fact]
    public async Task It_is_of_no_use_to_a_guest_either_where_there_are_no_accounts()
    {
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerAuthenticator, NamesAndGuests>());
        var alice = await TestPeer.ConnectAsync(host.At("ws", $"/?access_token={_alice}"), "signalfire.v1");
        await host.CutAsync(alice);

        await using var guest = await TestPeer.ConnectAsync(host.At("ws", $"/?resume={alice.ResumeToken}"), "signalfire.v1");

        Assert.False(guest.Resumed);
        Assert.NotEqual(_alice, guest.Id, StringComparer.Ordinal);
        await using var back = await TestPeer.ConnectAsync(host.At("ws", $"/?access_token={_alice}&resume={alice.ResumeToken}"), "signalfire.v1");
        Assert.Equal((_alice, true), (back.Id, back.Resumed));
    }

    [Fact]
    public async Task Her_own_token_with_alices_seq_is_of_no_use_either()
    {
        var mallory = await ConnectV1Async(_mallory);
        await _host.CutAsync(mallory);

        await using var back = await TestPeer.ConnectAsync(Url(_mallory, $"&resume={mallory.ResumeToken}&seq=9007199254740991"), "signalfire.v1");

        Assert.False(back.Resumed);
    }

    [Fact]
    public async Task She_cannot_propose_alices_id()
    {
        await using var alice = await ConnectAsync(_alice);

        await using var mallory = await TestPeer.ConnectAsync(Url(_mallory, $"&peerId={_alice}"));

        Assert.Equal(_mallory, mallory.Id);
        Assert.False(alice.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_second_connection_of_alice_herself_replaces_her_first()
    {
        await using var first = await ConnectAsync(_alice);
        await using var second = await ConnectAsync(_alice);

        Assert.Equal(4509, (await first.Closed).Code);
        await second.SendAsync($$"""{"peerId":"{{_alice}}"}""");
        Assert.Equal($$"""{"senderId":"{{_alice}}","peerId":"{{_alice}}"}""", await second.ReceiveAsync());
    }

    [Fact]
    public async Task She_cannot_become_alice_by_renewing_her_identity()
    {
        await using var mallory = await ConnectV1Async(_mallory);

        await mallory.SendAsync($$"""{"type":"token","token":"{{TokenOf(_alice)}}","ref":1}""");

        Assert.Equal("""{"type":"error","ref":1,"code":"denied","message":"The token is of another peer."}""", await mallory.ReceiveAsync());
        await mallory.SendAsync($$"""{"peerId":"{{_mallory}}"}""");
        Assert.StartsWith($$"""{"senderId":"{{_mallory}}",""", await mallory.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Her_classic_connection_cannot_renew_anything()
    {
        await using var mallory = await ConnectAsync(_mallory);

        await mallory.SendAsync($$"""{"type":"token","token":"{{TokenOf(_alice)}}"}""");

        Assert.Equal("bad-message", await mallory.ReceiveErrorCodeAsync());
    }

    private Task<TestPeer> ConnectAsync(string who) => TestPeer.ConnectAsync(Url(who));

    private Task<TestPeer> ConnectV1Async(string who, string? token = null) =>
        TestPeer.ConnectAsync(Url(who, token is null ? "" : $"&resume={token}"), "signalfire.v1");

    private Uri Url(string who, string rest = "") => _host.At("ws", $"/?access_token={TokenOf(who)}{rest}");

    private static string TokenOf(string who) => Token.Hs256(Token.Claims(who));

    /// <summary>The program, whose peers are who their token says.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        private ProgramGateway? _host;

        internal ProgramGateway Host => _host!;

        public async ValueTask InitializeAsync() => _host = await ProgramGateway.StartAsync([.. JwtGateway.Settings, "SignalFire:Identity:AllowProposedIds=true"]);

        public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private sealed class NamesAndGuests : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(PeerId.TryParse(AccessToken.Of(context), out var peer) ? new PeerIdentity { PeerId = peer } : PeerIdentity.Anonymous));
    }
}
