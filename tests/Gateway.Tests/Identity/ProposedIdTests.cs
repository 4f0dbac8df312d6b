using System.Net;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class ProposedIdTests(ProposedIdTests.Gateway gateway) : IClassFixture<ProposedIdTests.Gateway>
{
    private readonly string _id = $"alice-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_peer_gets_the_id_that_it_proposes()
    {
        await using var alice = await ConnectAsync(_id);

        Assert.Equal(_id, alice.Id);
    }

    [Fact]
    public async Task A_peer_that_proposes_none_is_named()
    {
        await using var alice = await gateway.Host.ConnectAsync();

        Assert.Equal(21, alice.Id.Length);
    }

    [Fact]
    public async Task An_id_that_is_in_use_is_refused_before_the_upgrade_and_its_peer_notices_nothing()
    {
        await using var alice = await ConnectAsync(_id);

        using var refusal = await Upgrade.SendAsync(Url(_id));

        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(_id, await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await alice.SendAsync($$"""{"peerId":"{{_id}}","still":"here"}""");
        Assert.Equal($$"""{"senderId":"{{_id}}","peerId":"{{_id}}","still":"here"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task So_is_one_whose_peer_has_lost_its_connection_and_may_come_back()
    {
        var alice = await TestPeer.ConnectAsync(Url(_id), "signalfire.v1");
        await gateway.Host.CutAsync(alice);

        using var refusal = await Upgrade.SendAsync(Url(_id));

        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
    }

    [Fact]
    public async Task Its_resume_token_takes_the_peer_back_whatever_id_is_proposed()
    {
        var alice = await TestPeer.ConnectAsync(Url(_id), "signalfire.v1");
        await gateway.Host.CutAsync(alice);

        await using var back = await TestPeer.ConnectAsync(gateway.Host.At("ws", $"/?peerId={_id}&resume={alice.ResumeToken}"), "signalfire.v1");

        Assert.Equal((_id, true), (back.Id, back.Resumed));
    }

    [Fact]
    public async Task An_id_whose_peer_has_left_is_free()
    {
        var alice = await ConnectAsync(_id);
        await gateway.Host.CutAsync(alice);

        await Eventually.IsAsync(_id, async () =>
        {
            await using var another = await TryConnectAsync(_id);
            return another?.Id;
        });
    }

    [Fact]
    public async Task Of_many_that_propose_the_same_id_at_once_one_gets_it()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TryConnectAsync(_id)));

        var peer = Assert.Single(attempts.OfType<TestPeer>());
        await peer.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("with space")]
    [InlineData("b\u00F6blinger")]
    [InlineData("alice\u200Bhidden")]
    [InlineData("\u0430lice-cyrillic")]
    [InlineData("nul\0nul-nul")]
    [InlineData("slash/slash")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task An_id_that_is_too_short_too_long_or_looks_like_another_is_refused(string id)
    {
        using var refusal = await Upgrade.SendAsync(Url(id));

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
    }

    [Fact]
    public async Task Where_it_is_not_allowed_a_proposal_is_not_read()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await TestPeer.ConnectAsync(host.At("ws", $"/?peerId={_id}"));

        Assert.NotEqual(_id, alice.Id, StringComparer.Ordinal);
    }

    private Task<TestPeer> ConnectAsync(string id) => TestPeer.ConnectAsync(Url(id));

    private async Task<TestPeer?> TryConnectAsync(string id)
    {
        try
        {
            return await ConnectAsync(id);
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            return null;
        }
    }

    private Uri Url(string id) => gateway.Host.At("ws", $"/?peerId={Uri.EscapeDataString(id)}");

    /// <summary>The program, told to let peers propose their ids.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        private ProgramGateway? _host;

        internal ProgramGateway Host => _host!;

        public async ValueTask InitializeAsync() => _host = await ProgramGateway.StartAsync("SignalFire:Identity:AllowProposedIds=true");

        public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
