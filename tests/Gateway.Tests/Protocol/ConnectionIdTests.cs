using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class ConnectionIdTests
{
    [Theory]
    [InlineData(0UL, "0000000000000000")]
    [InlineData(0xABCUL, "0000000000000abc")]
    [InlineData(ulong.MaxValue, "ffffffffffffffff")]
    public void It_is_written_as_16_digits(ulong value, string text) => Assert.Equal(text, new ConnectionId(value).ToString());

    [Fact]
    public void What_is_written_is_read()
    {
        var id = ConnectionId.New();

        Assert.True(ConnectionId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("-1")]
    [InlineData("0x1")]
    [InlineData("10000000000000000")]
    public void Anything_else_is_not(string? text) => Assert.False(ConnectionId.TryParse(text, out _));

    [Fact]
    public void Each_is_new() => Assert.NotEqual(ConnectionId.New(), ConnectionId.New());
}
