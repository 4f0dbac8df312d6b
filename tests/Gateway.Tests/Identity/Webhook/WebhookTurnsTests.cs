using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

public sealed class WebhookTurnsTests
{
    [Fact]
    public async Task Only_so_many_requests_are_under_way_and_whoever_leaves_the_line_is_never_asked_about()
    {
        await using var scene = await WebhookScene.StartAsync("MaxConcurrent=4");
        using var arrived = new SemaphoreSlim(0);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Service.Begin(async context =>
        {
            arrived.Release();
            await answer.Task;
            await HostService.Says(200, "{}")(context);
        });
        using var leaving = new CancellationTokenSource();
        var first = Enumerable.Range(0, 4).Select(_ => scene.AskAsync()).ToArray();
        var line = Enumerable.Range(0, 100).Select(_ => scene.AskUntilAsync(leaving.Token)).ToArray();
        for (var i = 0; i < first.Length; i++)
        {
            await arrived.WaitAsync(TestContext.Current.CancellationToken).Within("the requests that are let through");
        }

        await leaving.CancelAsync();
        foreach (var left in line)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        answer.SetResult();

        Assert.All(await Task.WhenAll(first), authentication => Assert.NotNull(authentication.Identity));
        Assert.Equal(4, scene.Service.Asked.Count);
    }

    [Fact]
    public async Task Whoever_waits_in_line_is_asked_about_in_turn()
    {
        await using var scene = await WebhookScene.StartAsync("MaxConcurrent=1");

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scene.AskAsync()));

        Assert.All(all, authentication => Assert.NotNull(authentication.Identity));
    }
}
