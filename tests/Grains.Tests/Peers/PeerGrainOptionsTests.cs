using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers;

public sealed class PeerGrainOptionsTests
{
    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        var options = new PeerGrainOptions();

        Assert.Equal((256, 256 * 1024), (options.UnseenMessages, options.UnseenBytes));
        Assert.Equal((256, 256 * 1024), (options.MailboxMessages, options.MailboxBytes));
        Assert.Equal((30, 0, 10), (options.GracePeriod.TotalSeconds, options.UnknownPeerPatience.TotalSeconds, options.HealingTime.TotalSeconds));
        Assert.Equal((25, 1024 * 1024), (options.RepeatTime.TotalSeconds, options.PushQueueBytes));
    }

    [Fact]
    public void Options_come_from_their_section()
    {
        using var host = SiloWith(nameof(PeerGrainOptions.PushQueueBytes), "131072");

        Assert.Equal(128 * 1024, host.Services.GetRequiredService<IOptions<PeerGrainOptions>>().Value.PushQueueBytes);
    }

    [Theory]
    [InlineData(nameof(PeerGrainOptions.PushQueueBytes), "65535")]
    [InlineData(nameof(PeerGrainOptions.PushQueueBytes), "67108865")]
    [InlineData(nameof(PeerGrainOptions.GracePeriod), "01:00:01")]
    [InlineData(nameof(PeerGrainOptions.UnseenMessages), "15")]
    [InlineData(nameof(PeerGrainOptions.UnseenBytes), "16383")]
    [InlineData(nameof(PeerGrainOptions.MailboxMessages), "0")]
    [InlineData(nameof(PeerGrainOptions.MailboxBytes), "1023")]
    [InlineData(nameof(PeerGrainOptions.UnknownPeerPatience), "00:01:01")]
    [InlineData(nameof(PeerGrainOptions.HealingTime), "00:01:01")]
    [InlineData(nameof(PeerGrainOptions.RepeatTime), "00:02:01")]
    public async Task Options_out_of_bounds_keep_the_silo_from_starting(string option, string value)
    {
        using var host = SiloWith(option, value);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"{option} must be between ", refused.Message, StringComparison.Ordinal);
    }

    private static IHost SiloWith(string option, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>($"SignalFire:Peers:{option}", value)]);
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddSignalFireGrains());
        return builder.Build();
    }
}
