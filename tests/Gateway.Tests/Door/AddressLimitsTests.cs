using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class AddressLimitsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AddressLimits _limits;

    public AddressLimitsTests() =>
        _limits = new AddressLimits(Options.Create(new DoorOptions { HandshakesPerSecond = 2, HandshakeBurst = 3, ConnectionsPerAddress = 5 }), _time);

    [Fact]
    public void A_burst_is_let_in_and_then_as_many_as_the_rate_says()
    {
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => Enters(1)));

        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => Enters(1)));
    }

    [Fact]
    public void Who_comes_too_often_is_told_when_to_come_back()
    {
        for (var i = 0; i < 3; i++)
        {
            Enters(1);
        }

        var wait = _limits.Enter(1);

        Assert.InRange(wait!.Value, TimeSpan.FromSeconds(0.49), TimeSpan.FromSeconds(0.51));
    }

    [Fact]
    public void Addresses_are_limited_each_for_itself()
    {
        for (var i = 0; i < 4; i++)
        {
            Enters(1);
        }

        Assert.True(Enters(2));
    }

    [Fact]
    public void An_address_has_so_many_connections_until_one_ends()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.True(Enters(1));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(Enters(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _limits.Leave(1);

        Assert.True(Enters(1));
    }

    [Theory]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    public void One_household_is_one_address(string one, string other) =>
        Assert.Equal(AddressLimits.SlotOf(IPAddress.Parse(one)), AddressLimits.SlotOf(IPAddress.Parse(other)));

    [Fact]
    public void Others_are_others() =>
        Assert.InRange(Enumerable.Range(0, 1000).Select(i => AddressLimits.SlotOf(IPAddress.Parse($"2001:db8:0:{i:x}::1"))).Distinct().Count(), 960, 1000);

    private bool Enters(int slot) => _limits.Enter(slot) is null;
}
