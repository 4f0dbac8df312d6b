using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>What is traced of a message, over the processes that it passes.</summary>
public sealed class TraceTests(SharedRedis redis)
{
    [Fact]
    public async Task A_message_is_one_trace_from_its_senders_gateway_through_the_silo_to_its_targets_gateway()
    {
        using var receiver = new TraceReceiver();
        await using var scene = await StartAsync(receiver, hereRatio: 1, thereRatio: 0);
        await using var alice = await scene.Here.ConnectAsync();
        await using var bob = await scene.There.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        await bob.ReceiveAsync();

        Span[] trace = [];
        await Eventually.TrueAsync(
            () =>
            {
                var id = receiver.Spans.FirstOrDefault(first => first.Name is "signalfire.send")?.TraceId;
                trace = [.. receiver.Spans.Where(span => string.Equals(span.TraceId, id, StringComparison.Ordinal))];
                return Task.FromResult(trace.Length >= 3);
            },
            "a trace of three spans");
        var send = Assert.Single(trace, span => span.Name is "signalfire.send");
        Assert.Equal(("here", ""), (send.Service, send.ParentId));
        Assert.Equal(
            [("silo", "signalfire.deliver", send.Id), ("there", "signalfire.write", send.Id)],
            trace.Where(span => span != send).Select(span => (span.Service, span.Name, span.ParentId)).Order());
    }

    [Fact]
    public async Task Messages_and_connects_are_traced_by_the_ratio_of_the_gateway_that_they_come_to()
    {
        using var receiver = new TraceReceiver();
        await using var scene = await StartAsync(receiver, hereRatio: 0, thereRatio: 1);
        await using var alice = await scene.Here.ConnectAsync();
        await using var bob = await scene.There.ConnectAsync();
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        await bob.ReceiveAsync();

        // What comes later is told later, by one process; the two tell each for itself.
        await bob.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        await alice.ReceiveAsync();
        await Eventually.TrueAsync(
            () => Task.FromResult(receiver.Spans.Any(span => span is { Service: "here", Name: "signalfire.write" }) && receiver.Spans.Any(span => span is { Service: "there", Name: "signalfire.send" })),
            "the spans of bob's message");

        Assert.Equal(["signalfire.connect", "signalfire.send"], receiver.Spans.Where(span => span.Service is "there").Select(span => span.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(["signalfire.write"], receiver.Spans.Where(span => span.Service is "here").Select(span => span.Name), StringComparer.Ordinal);
    }

    private async Task<Scene> StartAsync(TraceReceiver receiver, double hereRatio, double thereRatio)
    {
        var (redisAt, cluster) = (redis.ConnectionString, ClusterNames.Next());
        var scene = new Scene(
            RunningProgram.Silo(redisAt, cluster, receiver.Settings("silo")),
            RunningProgram.Gateway(redisAt, cluster, [.. receiver.Settings("here"), FormattableString.Invariant($"--SignalFire:Traces:Ratio={hereRatio}")]),
            RunningProgram.Gateway(redisAt, cluster, [.. receiver.Settings("there"), FormattableString.Invariant($"--SignalFire:Traces:Ratio={thereRatio}")]));
        await Task.WhenAll(scene.Silo.ReadyAsync(), scene.Here.ReadyAsync(), scene.There.ReadyAsync());
        return scene;
    }

    private sealed record Scene(RunningProgram Silo, RunningProgram Here, RunningProgram There) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Here.DisposeAsync();
            await There.DisposeAsync();
            await Silo.DisposeAsync();
        }
    }
}
