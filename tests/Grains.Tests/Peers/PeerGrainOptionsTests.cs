using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class PeerGrainOptionsTests
{
    [Fact]
    public void The_default_is_the_documented_one() => Assert.Equal(1024 * 1024, new PeerGrainOptions().PushQueueBytes);

    [Fact]
    public void Options_come_from_their_section()
    {
        using var host = SiloWith("131072");

        Assert.Equal(128 * 1024, host.Services.GetRequiredService<IOptions<PeerGrainOptions>>().Value.PushQueueBytes);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65535")]
    [InlineData("67108865")]
    public async Task Options_out_of_bounds_keep_the_silo_from_starting(string pushQueueBytes)
    {
        using var host = SiloWith(pushQueueBytes);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("PushQueueBytes must be between 65536 and 67108864", refused.Message, StringComparison.Ordinal);
    }

    private static IHost SiloWith(string pushQueueBytes)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("SignalFire:Peers:PushQueueBytes", pushQueueBytes)]);
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddSignalFireGrains());
        return builder.Build();
    }
}
