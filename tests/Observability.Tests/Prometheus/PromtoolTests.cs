using Xunit;

namespace SignalFire.Observability.Tests.Prometheus;

public sealed class PromtoolTests
{
    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "alerts.yaml")]
    [InlineData("test", "rules", "alerts.test.yaml")]
    public async Task Promtool_finds_nothing_wrong(params string[] arguments)
    {
        PrometheusTools.SkipUnlessUsed();
        var (code, text) = await PrometheusTools.PromtoolAsync(arguments);
        Assert.True(code == 0, text);
    }
}
