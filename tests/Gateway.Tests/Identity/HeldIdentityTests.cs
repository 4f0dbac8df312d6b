using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class HeldIdentityTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeAuthenticator _authenticator = new();
    private readonly HeldIdentity _alice;

    public HeldIdentityTests() => _alice = new HeldIdentity(PeerId.Parse("alice"), PeerIdentity.Anonymous, _authenticator.Check(_time), _time);

    public void Dispose() => _alice.Dispose();

    [Fact]
    public async Task After_a_token_that_was_refused_the_next_one_is_looked_at_a_second_later()
    {
        _authenticator.Next = PeerAuthentication.Unauthorized("No.");
        Assert.Equal("denied", (await _alice.RenewAsync("bad"))!.Code);
        _authenticator.Next = PeerAuthentication.Grant(PeerIdentity.Anonymous);

        Assert.Equal(Fault.TokenTooSoon, await _alice.RenewAsync("good"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await _alice.RenewAsync("good"));
    }

    [Fact]
    public async Task A_token_that_is_good_may_be_followed_by_another_at_once()
    {
        Assert.Null(await _alice.RenewAsync("good"));
        Assert.Null(await _alice.RenewAsync("good"));
    }
}
