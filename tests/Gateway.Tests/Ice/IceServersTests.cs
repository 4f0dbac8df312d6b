using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Ice;

public sealed class IceServersTests
{
    private static readonly PeerId Alice = PeerId.Parse("alice");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_900_000_000));
    private readonly IceOptions _ice = new() { Servers = { new ConfiguredIceServer { Urls = { "stun:stun.example.org" } } } };
    private readonly TurnOptions _turn = new() { SharedSecret = "0123456789abcdef" };

    [Fact]
    public void Servers_whose_credentials_never_change_are_good_without_end()
    {
        var offer = Of(PeerIdentity.Anonymous);

        Assert.Equal("stun:stun.example.org", Assert.Single(Assert.Single(offer.Servers).Urls));
        Assert.Null(offer.GoodFor);
    }

    [Fact]
    public void Credentials_that_are_made_are_made_anew_each_time_and_good_for_their_time()
    {
        _turn.Urls.Add("turn:turn.example.org");
        _turn.Ttl = TimeSpan.FromMinutes(10);
        var first = Of(PeerIdentity.Anonymous);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Of(PeerIdentity.Anonymous);

        Assert.Equal(TimeSpan.FromMinutes(10), second.GoodFor);
        Assert.Equal([null, "1900000600:alice"], first.Servers.Select(server => server.Username), StringComparer.Ordinal);
        Assert.Equal([null, "1900000601:alice"], second.Servers.Select(server => server.Username), StringComparer.Ordinal);
    }

    [Fact]
    public void Credentials_that_are_made_end_with_the_identity_at_the_latest()
    {
        _turn.Urls.Add("turn:turn.example.org");
        var offer = Of(new PeerIdentity { ExpiresAt = _time.GetUtcNow().AddSeconds(90) });

        Assert.Equal("1900000090:alice", offer.Servers[^1].Username);
        Assert.Equal(TimeSpan.FromSeconds(90), offer.GoodFor);
    }

    [Fact]
    public void Those_of_an_identity_take_the_place_of_all_others_and_are_as_good_as_it()
    {
        _turn.Urls.Add("turn:turn.example.org");
        var own = new IceServer(["stun:own.example.org"]);
        var offer = Of(new PeerIdentity { IceServers = [own], ExpiresAt = _time.GetUtcNow().AddSeconds(90) });

        Assert.Equal([own], offer.Servers);
        Assert.Equal(TimeSpan.FromSeconds(90), offer.GoodFor);
    }

    [Fact]
    public void An_identity_may_have_none() => Assert.Empty(Of(new PeerIdentity { IceServers = [] }).Servers);

    private IceOffer Of(PeerIdentity identity) => new IceServers(
        Microsoft.Extensions.Options.Options.Create(_ice), Microsoft.Extensions.Options.Options.Create(_turn), _time).Of(Alice, identity);
}
