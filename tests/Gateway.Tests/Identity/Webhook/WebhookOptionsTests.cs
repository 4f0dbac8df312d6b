using Microsoft.Extensions.Options;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

public sealed class WebhookOptionsTests
{
    private const string GoodUrl = "Url=https://app.example.org/signalfire";
    private const string GoodSecret = "Secret=0123456789abcdef";

    [Theory]
    [InlineData("Url is missing", GoodSecret)]
    [InlineData("Url is not absolute", "Url=/signalfire", GoodSecret)]
    [InlineData("Url is of HTTP", "Url=ftp://app.example.org/signalfire", GoodSecret)]
    [InlineData("Url has a user name", "Url=https://me:secret@app.example.org/", GoodSecret)]
    [InlineData("Url is plain http", "Url=http://app.example.org/signalfire", GoodSecret)]
    [InlineData("Secret is missing", GoodUrl)]
    [InlineData("Secret has at least 16", GoodUrl, "Secret=0123456789abcde")]
    [InlineData("Secret has visible ASCII", GoodUrl, "Secret=0123456789 abcdef")]
    [InlineData("Secret has visible ASCII", GoodUrl, "Secret=0123456789abcdéf")]
    public async Task A_mode_that_is_configured_by_half_refuses_to_start_with_a_sentence(string sentence, params string[] options)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(["SignalFire:Identity:Mode=Webhook", .. Prefixed(options)]));

        Assert.Contains($"SignalFire:Identity:Webhook:{sentence}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Timeout", "00:00:00.099")]
    [InlineData("Timeout", "00:00:30.001")]
    [InlineData("Retries", "-1")]
    [InlineData("Retries", "6")]
    [InlineData("RetryDelay", "00:00:00")]
    [InlineData("RetryDelay", "00:00:05.001")]
    [InlineData("MaxConcurrent", "0")]
    [InlineData("MaxConcurrent", "10001")]
    [InlineData("BreakRatio", "0")]
    [InlineData("BreakRatio", "1.1")]
    [InlineData("BreakTries", "1")]
    [InlineData("BreakTries", "10001")]
    [InlineData("BreakSample", "00:00:00.499")]
    [InlineData("BreakSample", "00:10:00.001")]
    [InlineData("BreakTime", "00:00:00.499")]
    [InlineData("BreakTime", "00:10:00.001")]
    [InlineData("MaxResponseBytes", "1023")]
    [InlineData("MaxResponseBytes", "1048577")]
    public async Task A_value_out_of_bounds_refuses_to_start_and_names_the_option(string option, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(["SignalFire:Identity:Mode=Anonymous", .. Prefixed($"{option}={value}")]));

        Assert.Contains(option, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Url=http://localhost:5000/who")]
    [InlineData("Url=http://[::1]:5000/who")]
    [InlineData("Url=http://app.internal/who", "AllowHttp=true")]
    [InlineData(GoodUrl)]
    public async Task Plain_http_is_taken_on_this_machine_and_where_it_is_asked_for(params string[] options)
    {
        await using var host = await StartAsync(["SignalFire:Identity:Mode=Webhook", .. Prefixed([GoodSecret, .. options])]);

        Assert.NotNull(host);
    }

    private static Task<GatewayHost> StartAsync(string[] settings) => GatewayHost.StartAsync(settings: settings);

    private static IEnumerable<string> Prefixed(params string[] options) => options.Select(option => $"SignalFire:Identity:Webhook:{option}");
}
