using Microsoft.Extensions.Options;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class ListOptionsTests
{
    [Theory]
    [InlineData("SignalFire:Door:AllowedOrigins", "https://example.com")]
    [InlineData("SignalFire:Door:KnownProxies", "10.0.0.1")]
    [InlineData("SignalFire:Identity:Jwt:Algorithms", "ES256", "SignalFire:Identity:Mode=Anonymous")]
    [InlineData("SignalFire:Ice:Turn:Urls", "turn:turn.example.org")]
    public async Task A_list_that_is_written_as_one_value_refuses_to_start_and_says_how_to_write_it(string key, string value, params string[] besides)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(async () => await GatewayHost.StartAsync(settings: [$"{key}={value}", .. besides]));

        Assert.Contains($"{key} is a list: its entries are {key}:0", refused.ToString(), StringComparison.Ordinal);
        Assert.True(refused is OptionsValidationException or AggregateException);
    }
}
