using SignalFire.Gateway.Limits;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class NewTargetsTests
{
    [Fact]
    public async Task So_many_targets_at_once_as_a_call_set_up_has_hold_nobody_back()
    {
        var alice = new Sender();
        await SendToNewAsync(alice, 16);

        Assert.True(alice.WaitForRoomAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task With_more_of_them_under_way_alice_is_read_no_further_until_some_have_an_answer()
    {
        var alice = new Sender();
        await SendToNewAsync(alice, 17);
        var waiting = alice.WaitForRoomAsync();
        Assert.False(waiting.IsCompleted);

        (await alice.Cluster["new-0"].NextAsync()).Release();

        await Sender.WithinAsync(waiting);
    }

    [Fact]
    public async Task Those_that_hang_hold_nobody_back()
    {
        var alice = new Sender();
        await SendToNewAsync(alice, 17);
        var waiting = alice.WaitForRoomAsync();

        alice.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Sender.WithinAsync(waiting);
    }

    [Fact]
    public async Task While_their_turns_come_slowly_none_is_refused()
    {
        var alice = new Sender(new GatewayOptions { FirstCalls = 1 });
        await SendToNewAsync(alice, 40);
        var waiting = alice.WaitForRoomAsync();
        for (var i = 0; i < 24; i++)
        {
            Assert.False(waiting.IsCompleted);
            (await alice.Cluster[$"new-{i}"].NextAsync()).Release();
        }

        await Sender.WithinAsync(waiting);

        Assert.Null(alice.TrySend("""{"peerId":"dave"}"""));
    }

    [Fact]
    public async Task When_their_turns_do_not_come_others_are_refused_until_they_do()
    {
        var (calls, alice) = OfBusyGateway();
        await SendToNewAsync(alice, 17);
        var waiting = alice.WaitForRoomAsync();
        alice.Time.Advance(TimeSpan.FromSeconds(5));
        await Sender.WithinAsync(waiting);
        Assert.Equal("rate-limited", alice.TrySend("""{"peerId":"dave"}""")?.Code);

        calls.Leave();
        (await alice.Cluster["new-0"].NextAsync()).Release();

        await alice.Cluster["new-1"].NextAsync();
        Assert.Null(alice.TrySend("""{"peerId":"dave"}"""));
    }

    [Fact]
    public async Task A_call_to_a_new_target_waits_for_a_place()
    {
        var alice = new Sender(new GatewayOptions { FirstCalls = 1 });
        await SendToNewAsync(alice, 2);
        Assert.False(alice.Cluster["new-1"].HasNext);

        (await alice.Cluster["new-0"].NextAsync()).Release();

        await alice.Cluster["new-1"].NextAsync();
    }

    [Fact]
    public async Task A_call_that_hangs_loses_its_place()
    {
        var alice = new Sender(new GatewayOptions { FirstCalls = 1 });
        await SendToNewAsync(alice, 2);

        alice.Time.Advance(TimeSpan.FromMilliseconds(100));

        await alice.Cluster["new-1"].NextAsync();
    }

    [Fact]
    public async Task Who_has_a_message_is_known_and_needs_no_place()
    {
        var alice = new Sender(new GatewayOptions { FirstCalls = 1 });
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Release();
        await SendToNewAsync(alice, 1);

        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();

        await alice.Bob.NextAsync();
    }

    /// <summary>Others have the only place.</summary>
    private static (FirstCalls Calls, Sender Alice) OfBusyGateway()
    {
        var calls = new FirstCalls(1);
        Assert.True(calls.EnterAsync([]).IsCompleted);
        return (calls, new Sender(calls: calls));
    }

    private static async Task SendToNewAsync(Sender alice, int targets)
    {
        for (var i = 0; i < targets; i++)
        {
            alice.Send($$"""{"peerId":"new-{{i}}"}""");
        }

        alice.Flush();
        await Task.Yield();
    }
}
