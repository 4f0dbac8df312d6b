using System.Net;
using Microsoft.AspNetCore.Http;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

/// <summary>Whatever a service answers that is not clearly a yes lets nobody in.</summary>
[Collection(WebhookGatewayTests.Name)]
public sealed class LyingServiceTests(WebhookGateway gateway)
{
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("""{"peerId":7}""")]
    [InlineData("""{"peerId":""}""")]
    [InlineData("""{"peerId":"\u0000\u0007"}""")]
    [InlineData("""{"peerId":"\ud800"}""")]
    [InlineData("""{"peerId":"alice","peerId":"bob"}""")]
    [InlineData("""{"peerid":"alice"}""")]
    [InlineData("""{"peerId":"alice","right":{"targets":[]}}""")]
    [InlineData("""{"account":""}""")]
    [InlineData("""{"account":"a\nb"}""")]
    [InlineData("""{"account":[]}""")]
    [InlineData("""{"rights":[]}""")]
    [InlineData("""{"rights":{"target":["bob"]}}""")]
    [InlineData("""{"rights":{"targets":"bob"}}""")]
    [InlineData("""{"rights":{"targets":[null]}}""")]
    [InlineData("""{"rights":{"targets":[""]}}""")]
    [InlineData("""{"rights":{"messagesPerSecond":0}}""")]
    [InlineData("""{"rights":{"messagesPerSecond":"10"}}""")]
    [InlineData("""{"rights":{"bytesPerSecond":-1}}""")]
    [InlineData("""{"rights":{"bytesPerSecond":1e99}}""")]
    [InlineData("""{"ttlSeconds":0}""")]
    [InlineData("""{"ttlSeconds":1.5}""")]
    [InlineData("""{"ttlSeconds":"60"}""")]
    [InlineData("""{"ttlSeconds":9223372036854775807}""")]
    [InlineData("""{"ttlSeconds":60,"expiresAt":"2999-01-01T00:00:00Z"}""")]
    [InlineData("""{"expiresAt":"2001-01-01T00:00:00Z"}""")]
    [InlineData("""{"expiresAt":"2999-01-01T00:00:00"}""")]
    [InlineData("""{"expiresAt":"tomorrow"}""")]
    [InlineData("""{"expiresAt":32503680000}""")]
    [InlineData("""{"iceServers":{}}""")]
    [InlineData("""{"iceServers":[null]}""")]
    [InlineData("""{"iceServers":[{}]}""")]
    [InlineData("""{"iceServers":[{"urls":[]}]}""")]
    [InlineData("""{"iceServers":[{"urls":[null]}]}""")]
    [InlineData("""{"iceServers":[{"urls":["http://example.org"]}]}""")]
    [InlineData("""{"iceServers":[{"urls":["turn:example.org"]}]}""")]
    [InlineData("""{"iceServers":[{"urls":["stun:example.org"],"credentials":"x"}]}""")]
    public async Task An_answer_that_is_not_as_documented_lets_nobody_in(string body)
    {
        gateway.Service.Begin(HostService.Says(200, body));

        await AssertRefusedAsync(asked: 1);
    }

    [Theory]
    [InlineData(201, 1)]
    [InlineData(202, 1)]
    [InlineData(204, 1)]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    [InlineData(500, 2)]
    [InlineData(503, 2)]
    public async Task A_yes_under_another_status_than_200_is_none(int status, int asked)
    {
        gateway.Service.Begin(HostService.Says(status, """{"peerId":"alice"}"""));

        await AssertRefusedAsync(asked);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await HostService.StartAsync();
        gateway.Service.Begin(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Url.ToString();
            return Task.CompletedTask;
        });

        await AssertRefusedAsync(asked: 1);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Service.Begin(async context =>
        {
            using var aborted = context.RequestAborted.Register(cut.SetResult);
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(Blanks, context.RequestAborted);
            }
        });

        await AssertRefusedAsync(asked: 1);
        await cut.Task.Within("the end of the connection to the service");
    }

    [Fact]
    public async Task A_yes_behind_10_MB_is_none()
    {
        gateway.Service.Begin(async context =>
        {
            for (var i = 0; i < 160; i++)
            {
                await context.Response.Body.WriteAsync(Blanks, context.RequestAborted);
            }

            await context.Response.WriteAsync("{}");
        });

        await AssertRefusedAsync(asked: 1);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_lets_nobody_in()
    {
        gateway.Service.Begin(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("""{"peerId":"alice"}""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        await AssertRefusedAsync(asked: 2);
    }

    [Fact]
    public async Task A_packed_answer_is_not_unpacked()
    {
        gateway.Service.Begin(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await packed.WriteAsync("{}"u8.ToArray());
        });

        await AssertRefusedAsync(asked: 1);
    }

    private async Task AssertRefusedAsync(int asked)
    {
        const string Token = "a-token-that-is-secret";
        using var refusal = await gateway.AskAsync(Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.NotNull(refusal.Headers.RetryAfter);
        Assert.DoesNotContain(Token, await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(asked, gateway.Service.Asked.Count);
        Assert.DoesNotContain(gateway.Host.Lines, line => line.Contains("alice", StringComparison.Ordinal) && line.StartsWith("Warning", StringComparison.Ordinal));
    }
}
