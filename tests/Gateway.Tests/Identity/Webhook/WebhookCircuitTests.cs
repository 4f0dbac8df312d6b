using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

public sealed class WebhookCircuitTests
{
    private static readonly string[] Options = ["BreakTries=3", "BreakRatio=0.5", "BreakSample=00:00:10", "BreakTime=00:00:05"];

    [Fact]
    public async Task A_service_that_fails_again_and_again_is_not_asked_for_a_while()
    {
        await using var scene = await WebhookScene.StartAsync(Options);
        await FailAsync(scene);

        var refused = await scene.AskAsync();

        Assert.Equal(503, refused.Status);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.RetryAfter);
        Assert.Empty(scene.Service.Asked);
    }

    [Fact]
    public async Task It_is_asked_again_after_that_while_and_peers_get_in()
    {
        await using var scene = await WebhookScene.StartAsync(Options);
        await FailAsync(scene);

        scene.Time.Advance(TimeSpan.FromSeconds(5.1));

        Assert.NotNull((await scene.AskAsync()).Identity);
        Assert.NotNull((await scene.AskAsync()).Identity);
    }

    [Fact]
    public async Task Refusals_are_no_failures()
    {
        await using var scene = await WebhookScene.StartAsync(Options);
        scene.Service.Begin(HostService.Says(401, """{"reason":"no"}"""));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, (await scene.AskAsync()).Status);
        }

        Assert.Equal(10, scene.Service.Asked.Count);
    }

    [Fact]
    public async Task Failures_are_reported_every_10_seconds_with_their_count()
    {
        await using var scene = await WebhookScene.StartAsync("BreakTries=100");
        scene.Service.Begin(HostService.Says(404, ""));
        for (var i = 0; i < 5; i++)
        {
            await scene.AskAsync();
        }

        scene.Time.Advance(TimeSpan.FromSeconds(10));
        await scene.AskAsync();

        Assert.Collection(
            scene.Log.Lines,
            first => Assert.Contains("it answered 404. (1 such", first, StringComparison.Ordinal),
            second => Assert.Contains("it answered 404. (5 such", second, StringComparison.Ordinal));
    }

    /// <summary>Fails until it is not asked any more; from then on it would let in.</summary>
    private static async Task FailAsync(WebhookScene scene)
    {
        scene.Service.Begin(HostService.Says(500, ""));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(503, (await scene.AskAsync()).Status);
        }

        scene.Service.Begin(HostService.Says(200, "{}"));
    }
}
