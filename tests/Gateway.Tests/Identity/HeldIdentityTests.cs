using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Identity;
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

        Assert.Equal("rate-limited", (await _alice.RenewAsync("good"))!.Code);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await _alice.RenewAsync("good"));
    }

    [Fact]
    public async Task After_a_token_that_is_good_the_next_one_is_looked_at_a_second_later_as_well()
    {
        Assert.Null(await _alice.RenewAsync("good"));
        _time.Advance(TimeSpan.FromMilliseconds(300));

        var fault = await _alice.RenewAsync("good");

        Assert.Equal(("rate-limited", TimeSpan.FromMilliseconds(700)), (fault?.Code, fault?.RetryAfter));
        Assert.Equal(1, _authenticator.Renewals);
        _time.Advance(TimeSpan.FromMilliseconds(700));
        Assert.Null(await _alice.RenewAsync("good"));
    }

    [Fact]
    public async Task A_token_that_came_too_soon_does_not_put_the_next_one_off()
    {
        Assert.Null(await _alice.RenewAsync("good"));
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.NotNull(await _alice.RenewAsync("good"));
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Null(await _alice.RenewAsync("good"));
    }

    [Fact]
    public async Task A_token_that_could_not_be_looked_at_makes_the_next_one_wait_too()
    {
        _authenticator.Next = PeerAuthentication.Unavailable("Not now.");
        Assert.Equal("unavailable", (await _alice.RenewAsync("good"))!.Code);

        Assert.Equal("rate-limited", (await _alice.RenewAsync("good"))!.Code);
    }
}
