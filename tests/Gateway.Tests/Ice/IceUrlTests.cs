using SignalFire.Gateway.Ice;
using Xunit;

namespace SignalFire.Gateway.Tests.Ice;

public sealed class IceUrlTests
{
    [Theory]
    [InlineData("stun:stun.example.org")]
    [InlineData("stuns:stun.example.org:5349")]
    [InlineData("stun:192.0.2.1")]
    [InlineData("stun:[2001:db8::1]")]
    [InlineData("stun:[2001:db8::1]:3478")]
    [InlineData("stun:localhost:1")]
    public void A_STUN_server_is_known_by_its_URL(string url)
    {
        Assert.True(IceUrl.IsStun(url));
        Assert.True(IceUrl.IsValid(url));
        Assert.False(IceUrl.IsTurn(url));
    }

    [Theory]
    [InlineData("turn:turn.example.org")]
    [InlineData("turn:turn.example.org:3478?transport=udp")]
    [InlineData("turns:turn.example.org?transport=tcp")]
    [InlineData("turn:[2001:db8::1]:65535?transport=tcp")]
    public void A_TURN_server_is_known_by_its_URL(string url)
    {
        Assert.True(IceUrl.IsTurn(url));
        Assert.True(IceUrl.IsValid(url));
        Assert.False(IceUrl.IsStun(url));
    }

    [Theory]
    [InlineData("")]
    [InlineData("stun")]
    [InlineData("stun:")]
    [InlineData("turn:?transport=udp")]
    [InlineData("stun://stun.example.org")]
    [InlineData("http://stun.example.org")]
    [InlineData("stun.example.org:3478")]
    [InlineData(" stun:stun.example.org")]
    [InlineData("stun:stun.example.org ")]
    [InlineData("stun:stun.example.org/path")]
    [InlineData("stun:stun.example.org?transport=udp")]
    [InlineData("stun:me@stun.example.org")]
    [InlineData("stun:stun.example.org:")]
    [InlineData("stun:stun.example.org:0")]
    [InlineData("stun:stun.example.org:65536")]
    [InlineData("stun:stun.example.org:+1")]
    [InlineData("stun:stun.example.org:1:2")]
    [InlineData("stun:2001:db8::1")]
    [InlineData("stun:[2001:db8::1")]
    [InlineData("stun:[example.org]")]
    [InlineData("stun:sтun.example.org")]
    [InlineData("turn:turn.example.org?transport=sctp")]
    [InlineData("turn:turn.example.org?transport=udp&x=1")]
    [InlineData("turn:turn.example.org?")]
    [InlineData("turn:turn.example.org?transport=udp?transport=tcp")]
    [InlineData("turn:turn.example.org#x")]
    public void Anything_else_is_neither(string url) => Assert.False(IceUrl.IsValid(url));
}
