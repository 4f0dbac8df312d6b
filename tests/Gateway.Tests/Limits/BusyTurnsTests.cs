using System.Collections.Concurrent;
using SignalFire.Gateway.Limits;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class BusyTurnsTests
{
    private readonly BusyTurns _turns = new(places: 1);

    [Fact]
    public async Task Who_waits_gets_its_turn() => await WithinAsync(TakeAsync());

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
    public async Task With_two_places_two_have_a_turn_at_once_and_a_third_after_them()
    {
        var turns = new BusyTurns(places: 2);
        using var meeting = new Barrier(2);
        var third = 0;
        var two = Enumerable.Range(0, 2).Select(async _ =>
        {
            await turns.NextAsync();
            Assert.True(meeting.SignalAndWait(Dispatch.Patience.Limit));
            Assert.Equal(0, Volatile.Read(ref third));
            Assert.True(meeting.SignalAndWait(Dispatch.Patience.Limit));
        }).ToArray();
        var last = TakeThirdAsync();

        await WithinAsync(Task.WhenAll([.. two, last]));

        async Task TakeThirdAsync()
        {
            await turns.NextAsync();
            Interlocked.Increment(ref third);
        }
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

    private async Task TakeAsync() => await _turns.NextAsync();

    private static Task WithinAsync(Task task) => task.WaitAsync(Dispatch.Patience.Limit, TestContext.Current.CancellationToken);
}
