using System.Net;
using Microsoft.AspNetCore.Http;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

public sealed class SilentServiceTests
{
    private static readonly string[] Impatient = ["Timeout=00:00:00.200", "Retries=0", "BreakTries=1000"];

    // Where it is not its silence that lets nobody in.
    private static readonly string[] Patient = ["Timeout=00:00:20", "Retries=0", "BreakTries=1000"];

    [Fact]
    public async Task A_service_that_does_not_answer_lets_nobody_in()
    {
        await using var service = await HostService.StartAsync(HostService.HangAsync);
        await using var gateway = await WebhookGateway.StartAsync(service, Impatient);

        await AssertRefusedAsync(gateway, "it did not answer in time");
    }

    [Fact]
    public async Task A_service_that_stops_in_the_middle_of_its_answer_lets_nobody_in()
    {
        await using var service = await HostService.StartAsync(async context =>
        {
            await context.Response.WriteAsync("""{"peerId":"alice"}""");
            await context.Response.Body.FlushAsync();
            await HostService.HangAsync(context);
        });
        await using var gateway = await WebhookGateway.StartAsync(service, Impatient);

        await AssertRefusedAsync(gateway, "it did not answer in time");
    }

    [Fact]
    public async Task A_service_that_is_not_there_lets_nobody_in()
    {
        await using var service = await HostService.StartAsync();
        await using var gateway = await WebhookGateway.StartAsync(service, Patient);
        await service.DisposeAsync();

        await AssertRefusedAsync(gateway, "ConnectionError");
    }

    [Fact]
    public async Task A_service_that_can_not_prove_who_it_is_is_told_nothing()
    {
        await using var service = await HostService.StartAsync(https: true);
        await using var gateway = await WebhookGateway.StartAsync(service, Patient);

        await AssertRefusedAsync(gateway, "SecureConnectionError");
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task What_goes_wrong_again_and_again_is_logged_once_in_a_while_and_without_tokens()
    {
        await using var service = await HostService.StartAsync(HostService.Says(500, ""));
        await using var gateway = await WebhookGateway.StartAsync(service, Patient);
        for (var i = 0; i < 5; i++)
        {
            using var refusal = await Upgrade.SendAsync(gateway.At("http", $"/?access_token=secret-token-{i}"));
        }

        await gateway.LineWithAsync("Warning SignalFire.Gateway.Identity");
        Assert.Single(gateway.Lines, line => line.StartsWith("Warning SignalFire.Gateway.Identity", StringComparison.Ordinal));
        Assert.DoesNotContain(
            gateway.Lines,
            line => line.Contains("Webhook", StringComparison.Ordinal) && line.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Lines, line => line.Contains(" Polly ", StringComparison.Ordinal) || line.Contains("HttpClient", StringComparison.Ordinal));
    }

    private static async Task AssertRefusedAsync(ProgramGateway gateway, string why)
    {
        using var refusal = await Upgrade.SendAsync(gateway.At("http", "/?access_token=t"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.StartsWith("Warning", await gateway.LineWithAsync(why), StringComparison.Ordinal);
    }
}
