using Microsoft.AspNetCore.Http;
using SignalFire.Gateway.Identity;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity;

public sealed class AccessTokenTests
{
    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer    ")]
    [InlineData("Bearer \u00A0")]
    [InlineData("Basic YWxpY2U6")]
    [InlineData("")]
    public void A_header_that_holds_no_token_leaves_it_to_the_query(string authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        context.Request.QueryString = new QueryString("?access_token=alice");

        Assert.Equal("alice", AccessToken.Of(context));
    }

    [Fact]
    public void A_header_that_holds_too_much_does_not()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer " + new string('x', AccessToken.MaxLength + 1);
        context.Request.QueryString = new QueryString("?access_token=alice");

        Assert.Null(AccessToken.Of(context));
    }
}
