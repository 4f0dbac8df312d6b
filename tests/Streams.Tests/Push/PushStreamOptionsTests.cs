using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SignalFire.Streams.Tests.Push;

/// <summary>The section <c>SignalFire:Streams</c>.</summary>
public sealed class PushStreamOptionsTests
{
    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        var options = new PushStreamOptions();

        Assert.Equal((TimeSpan.FromSeconds(3), 2), (options.PingInterval, options.MaxMissedPings));
    }

    [Fact]
    public void Options_come_from_their_section()
    {
        using var host = SiloWith("PingInterval", "00:00:07");

        Assert.Equal(TimeSpan.FromSeconds(7), host.Services.GetRequiredService<IOptions<PushStreamOptions>>().Value.PingInterval);
    }

    [Theory]
    [InlineData("PingInterval", "00:00:00")]
    [InlineData("PingInterval", "00:00:00.099")]
    [InlineData("PingInterval", "01:00:01")]
    [InlineData("MaxMissedPings", "0")]
    [InlineData("MaxMissedPings", "101")]
    public async Task Options_out_of_bounds_keep_the_silo_from_starting(string option, string value)
    {
        using var host = SiloWith(option, value);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"{option} must be between", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_are_the_same_in_every_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        using var host = SiloWith("PingInterval", "00:00:00.200");

        Assert.Equal(TimeSpan.FromMilliseconds(200), host.Services.GetRequiredService<IOptions<PushStreamOptions>>().Value.PingInterval);
    }

    private static IHost SiloWith(string option, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>($"{PushStreamOptions.Section}:{option}", value)]);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 11111, gatewayPort: 0).AddPushStreams(Providers.Push));
        return builder.Build();
    }
}
