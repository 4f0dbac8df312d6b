using System.Collections.Concurrent;
using SignalFire.Gateway.Limits;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class BusyTurnsTests
{
    private readonly BusyTurns _turns = new();

    [Fact]
    public async Task Who_waits_gets_its_turn() => await _turns.NextAsync().WaitAsync(Dispatch.Patience.Limit, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Nobody_has_a_turn_while_another_has_it()
    {
        var (underWay, most) = (0, 0);

        await WithinAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await _turns.NextAsync();
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            Thread.SpinWait(10_000);
            Interlocked.Decrement(ref underWay);
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task All_go_on_one_after_the_other()
    {
        var log = new ConcurrentQueue<string>();
        using var bobWaits = new ManualResetEventSlim();
        var alice = TakeAsync("alice", 2, () => bobWaits.Wait(Dispatch.Patience.Limit));
        var bob = TakeAsync("bob", 2, () => { });
        bobWaits.Set();

        await WithinAsync(Task.WhenAll(alice, bob));

        Assert.Equal("alice bob alice bob", string.Join(" ", log));

        async Task TakeAsync(string name, int times, Action inTurn)
        {
            for (var i = 0; i < times; i++)
            {
                await _turns.NextAsync();
                log.Enqueue(name);
                inTurn();
            }
        }
    }

    private static Task WithinAsync(Task task) => task.WaitAsync(Dispatch.Patience.Limit, TestContext.Current.CancellationToken);
}
