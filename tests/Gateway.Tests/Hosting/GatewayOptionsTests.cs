using Microsoft.Extensions.Options;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class GatewayOptionsTests
{
    [Theory]
    [InlineData("MaxMessageBytes", "1023")]
    [InlineData("MaxMessageBytes", "1048577")]
    [InlineData("MaxTargets", "0")]
    [InlineData("MaxTargets", "10001")]
    [InlineData("MaxBadMessagesInRow", "0")]
    [InlineData("MaxBadMessagesInRow", "10001")]
    [InlineData("OutboxBytes", "65535")]
    [InlineData("OutboxBytes", "268435457")]
    [InlineData("OutboxMessages", "15")]
    [InlineData("OutboxMessages", "1000001")]
    [InlineData("OutboxPatience", "-00:00:00.001")]
    [InlineData("OutboxPatience", "00:00:01.501")]
    [InlineData("SenderQueueBytes", "65535")]
    [InlineData("SenderQueueBytes", "268435457")]
    [InlineData("TargetQueueBytes", "65535")]
    [InlineData("TargetQueueBytes", "67108865")]
    [InlineData("TargetPatience", "00:00:00")]
    [InlineData("TargetPatience", "00:01:00.001")]
    [InlineData("DeliveryPatience", "-00:00:01")]
    [InlineData("DeliveryPatience", "00:01:00.001")]
    [InlineData("ClusterPatience", "00:00:00.999")]
    [InlineData("ClusterPatience", "01:00:00.001")]
    [InlineData("DrainTime", "-00:00:01")]
    [InlineData("DrainTime", "00:10:00.001")]
    [InlineData("AnswerPatience", "-00:00:01")]
    [InlineData("AnswerPatience", "00:01:00.001")]
    [InlineData("ResumeTokenLifetime", "00:00:59")]
    [InlineData("ResumeTokenLifetime", "366.00:00:00")]
    [InlineData("RetryAfter", "00:00:00")]
    [InlineData("RetryAfter", "00:10:00.001")]
    [InlineData("KeepAliveInterval", "00:00:00.099")]
    [InlineData("KeepAliveInterval", "01:00:00.001")]
    [InlineData("KeepAliveTimeout", "00:00:00.099")]
    [InlineData("KeepAliveTimeout", "01:00:00.001")]
    [InlineData("CloseTimeout", "00:00:00.099")]
    [InlineData("CloseTimeout", "00:01:00.001")]
    public async Task A_value_out_of_bounds_refuses_to_start_and_names_the_option(string option, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(settings: $"SignalFire:Gateway:{option}={value}"));

        Assert.Contains(option, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shutdownTimeoutSeconds=10", 1)]
    [InlineData("shutdownTimeoutSeconds=36", 0)]
    public async Task A_drain_that_does_not_fit_into_the_hosts_stop_is_said_at_start(string setting, int warnings)
    {
        await using var host = await GatewayHost.StartAsync(settings: setting);

        Assert.Equal(warnings, host.Log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)
            && line.Contains("DrainTime (00:00:30)", StringComparison.Ordinal) && line.Contains("ShutdownTimeout (00:00:10)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_value_that_is_no_number_refuses_to_start_and_names_the_option()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayHost.StartAsync(settings: "SignalFire:Gateway:MaxTargets=many"));

        Assert.Contains("SignalFire:Gateway:MaxTargets", refused.Message, StringComparison.Ordinal);
    }
}
