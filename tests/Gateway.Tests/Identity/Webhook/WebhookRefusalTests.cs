using System.Net;
using System.Text.Json;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

[Collection(WebhookGatewayTests.Name)]
public sealed class WebhookRefusalTests(WebhookGateway gateway)
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_refusal_is_passed_on_with_its_reason(int status)
    {
        gateway.Service.Begin(HostService.Says(status, """{"reason":"Only members call here.","more":[1]}"""));
        using var refusal = await gateway.AskAsync();

        Assert.Equal(status, (int)refusal.StatusCode);
        Assert.Equal("Only members call here.", await DetailAsync(refusal));
        Assert.Single(gateway.Service.Asked);
    }

    [Theory]
    [InlineData("17", 17, 17)]
    [InlineData("86400", 3600, 3600)]
    [InlineData("Fri, 01 Jan 2010 00:00:00 GMT", 0, 0)]
    [InlineData("soon", 1, 1)]
    public async Task When_to_come_back_is_passed_on_within_bounds(string retryAfter, int from, int to)
    {
        gateway.Service.Begin(HostService.Says(429, """{"reason":"Too many."}""", retryAfter));
        using var refusal = await gateway.AskAsync();

        Assert.InRange((int)refusal.Headers.RetryAfter!.Delta!.Value.TotalSeconds, from, to);
    }

    [Fact]
    public async Task A_service_that_is_overloaded_says_when_to_come_back()
    {
        gateway.Service.Begin(HostService.Says(503, "", "30"));
        using var refusal = await gateway.AskAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), refusal.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_reason_is_cut_and_freed_of_what_can_not_be_seen()
    {
        gateway.Service.Begin(HostService.Says(403, $$"""{"reason":"a\r\n\u0000\u202eb\u2028😀{{new string('x', 1000)}}"}"""));
        using var refusal = await gateway.AskAsync();

        Assert.Equal("ab😀" + new string('x', 196), await DetailAsync(refusal));
    }

    [Fact]
    public async Task A_reason_of_nothing_gives_way_to_one()
    {
        gateway.Service.Begin(HostService.Says(401, """{"reason":"\u0000"}"""));
        using var refusal = await gateway.AskAsync();

        Assert.Equal("The host of this gateway does not let you in.", await DetailAsync(refusal));
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(401, "<html>Unauthorized</html>")]
    [InlineData(403, "null")]
    [InlineData(403, """{"message":"no"}""")]
    [InlineData(403, """{"reason":7}""")]
    [InlineData(403, """{"reason":null}""")]
    [InlineData(429, """{"reason":"\ud800"}""")]
    public async Task A_refusal_without_a_reason_may_be_of_the_gateway_and_is_503(int status, string body)
    {
        gateway.Service.Begin(HostService.Says(status, body));
        using var refusal = await gateway.AskAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage refusal) =>
        JsonDocument.Parse(await refusal.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString();
}
