using SignalFire.Gateway.Tests.Door;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class StuckTargetTests
{
    [Fact]
    public void While_there_is_room_alice_is_not_held_back()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob"}""");

        Assert.True(alice.WaitForRoomAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_full_queue_goes_out_before_alice_waits()
    {
        var alice = new Sender();
        alice.SendFull("\"bob\"");

        Assert.True(alice.WaitForRoomAsync().IsCompletedSuccessfully);
        Assert.Single((await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task A_queue_that_stays_full_holds_alice_back()
    {
        var alice = new Sender();
        var (waiting, _) = await FillBobAsync(alice);

        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Alice_goes_on_as_soon_as_bobs_queue_is_taken()
    {
        var alice = new Sender();
        var (waiting, first) = await FillBobAsync(alice);

        first.Release();

        await Sender.WithinAsync(waiting);
    }

    [Fact]
    public async Task Her_patience_ends()
    {
        var alice = new Sender();
        var (waiting, _) = await FillBobAsync(alice);

        alice.Time.Advance(alice.Options.TargetPatience);

        await Sender.WithinAsync(waiting);
    }

    [Fact]
    public async Task A_message_to_stuck_bob_is_refused_as_unavailable()
    {
        var alice = new Sender();
        await MakeBobStuckAsync(alice);
        alice.Send("""{"peerId":"bob"}""");

        Assert.Equal(("bob", DeliveryOutcome.Unavailable, 1), await alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task What_waited_already_is_not_refused()
    {
        var alice = new Sender();
        await MakeBobStuckAsync(alice);

        Assert.False(alice.Results.HasRefusal);
    }

    [Fact]
    public async Task Stuck_bob_holds_alice_back_no_more()
    {
        var alice = new Sender();
        await MakeBobStuckAsync(alice);
        alice.Send("""{"peerId":"bob"}""");

        Assert.True(alice.WaitForRoomAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Carol_gets_her_messages_while_bob_is_stuck()
    {
        var alice = new Sender();
        await MakeBobStuckAsync(alice);
        alice.Send("""{"peerId":["bob","carol"]}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":["bob","carol"]}"""], (await alice.Carol.NextAsync()).Texts);
    }

    [Fact]
    public async Task Bob_is_taken_again_when_his_queue_is()
    {
        var alice = new Sender();
        var first = await MakeBobStuckAsync(alice);
        first.Release();
        (await alice.Bob.NextAsync()).Release();

        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","n":1}"""], (await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task What_waited_for_bob_is_delivered_when_he_comes_back()
    {
        var alice = new Sender();
        var first = await MakeBobStuckAsync(alice);
        alice.Send("""{"peerId":"bob","n":"refused"}""");

        first.Release();

        Assert.Single((await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public void Many_small_messages_to_many_targets_go_out_before_they_are_too_many()
    {
        var alice = new Sender(new GatewayOptions { TargetQueueBytes = 1000 });
        var data = new string('x', 400);
        alice.Send($$"""{"peerId":["bob","carol","dave"],"data":"{{data}}"}""");

        Assert.True(alice.WaitForRoomAsync().IsCompletedSuccessfully);
        Assert.Equal((1, 1), (alice.Bob.Calls, alice.Carol.Calls));
    }

    [Fact]
    public async Task Of_several_full_queues_each_is_waited_for()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":["bob","carol"]}""");
        alice.Flush();
        var toBob = await alice.Bob.NextAsync();
        var toCarol = await alice.Carol.NextAsync();
        alice.SendFull("""["bob","carol"]""");
        var waiting = alice.WaitForRoomAsync();

        toCarol.Release();
        await alice.Carol.NextAsync();
        // Carol's progress wakes the wait for bob as well, which may have looked at the clock and go on with what was left then.
        await Eventually.IsAsync(true, () =>
        {
            alice.Time.Advance(alice.Options.TargetPatience);
            return Task.FromResult(waiting.IsCompleted);
        });
        await waiting;
        alice.Send("""{"peerId":"bob"}""");

        Assert.Equal(("bob", DeliveryOutcome.Unavailable, 1), await alice.Results.NextRefusalAsync());
        Assert.False(toBob.Outcome.IsCompleted);
    }

    [Fact]
    public async Task Several_stuck_targets_cost_alice_her_patience_once()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":["bob","carol"]}""");
        alice.Flush();
        alice.SendFull("""["bob","carol"]""");
        var waiting = alice.WaitForRoomAsync();

        alice.Time.Advance(alice.Options.TargetPatience);

        await Sender.WithinAsync(waiting);
    }

    /// <summary>A call to bob is under way, and his queue behind it is full.</summary>
    /// <returns>Alice's wait for room, and the call.</returns>
    private static async Task<(Task Waiting, HeldDelivery First)> FillBobAsync(Sender alice)
    {
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        var first = await alice.Bob.NextAsync();
        alice.SendFull("\"bob\"");
        return (alice.WaitForRoomAsync(), first);
    }

    private static async Task<HeldDelivery> MakeBobStuckAsync(Sender alice)
    {
        var (waiting, first) = await FillBobAsync(alice);
        alice.Time.Advance(alice.Options.TargetPatience);
        await Sender.WithinAsync(waiting);
        return first;
    }
}
