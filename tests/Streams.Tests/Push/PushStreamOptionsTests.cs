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

        Assert.Equal((TimeSpan.FromSeconds(1), 2), (options.PingInterval, options.MaxMissedPings));
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

    [Fact]
    public async Task Options_out_of_bounds_keep_a_client_from_starting()
    {
        using var host = HostWith("PingInterval", "00:00:00", builder => builder.UseOrleansClient(client =>
            client.UseLocalhostClustering().Services.AddPushStreams(Providers.Push)));

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static IHost SiloWith(string option, string value) => HostWith(option, value, builder => builder.UseOrleans(silo =>
        silo.UseLocalhostClustering(siloPort: 11111, gatewayPort: 0).AddPushStreams(Providers.Push)));

    private static IHost HostWith(string option, string value, Action<HostApplicationBuilder> compose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>($"{PushStreamOptions.Section}:{option}", value)]);
        compose(builder);
        return builder.Build();
    }
}
