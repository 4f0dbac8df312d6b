using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class DispatchOrderTests
{
    [Fact]
    public async Task Bob_gets_alices_message_with_her_id()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob","type":"offer"}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","type":"offer"}"""], (await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public void Nothing_goes_out_before_the_flush()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob"}""");

        Assert.Equal(0, alice.Bob.Calls);
    }

    [Fact]
    public async Task A_burst_before_the_flush_is_one_call_per_target()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Send("""{"peerId":"carol","n":2}""");
        alice.Send("""{"peerId":"bob","n":3}""");
        alice.Flush();

        Assert.Equal(
            ["""{"senderId":"alice","peerId":"bob","n":1}""", """{"senderId":"alice","peerId":"bob","n":3}"""],
            (await alice.Bob.NextAsync()).Texts);
        Assert.Equal(["""{"senderId":"alice","peerId":"carol","n":2}"""], (await alice.Carol.NextAsync()).Texts);
    }

    [Fact]
    public async Task What_waits_behind_a_call_goes_out_as_one_batch()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Flush();
        var first = await alice.Bob.NextAsync();
        alice.Send("""{"peerId":"bob","n":2}""");
        alice.Flush();
        alice.Send("""{"peerId":"bob","n":3}""");
        alice.Flush();

        first.Release();

        Assert.Equal(
            ["""{"senderId":"alice","peerId":"bob","n":2}""", """{"senderId":"alice","peerId":"bob","n":3}"""],
            (await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task One_call_per_target_is_under_way_at_a_time()
    {
        var alice = new Sender();
        for (var n = 0; n < 100; n++)
        {
            alice.Send($$"""{"peerId":"bob","n":{{n}}}""");
            alice.Flush();
        }

        await alice.Bob.ReceiveAsync(100);

        Assert.Equal(1, alice.Bob.MostUnderWay);
    }

    [Fact]
    public async Task Bob_gets_everything_once_and_in_the_order_sent()
    {
        var alice = new Sender();
        var received = alice.Bob.ReceiveAsync(1000);
        for (var n = 0; n < 1000; n++)
        {
            alice.Send($$"""{"peerId":"bob","n":{{n}}}""");
            if (n % 3 == 0)
            {
                alice.Flush();
            }
        }

        alice.Flush();

        var sent = Enumerable.Range(0, 1000).Select(n => $$"""{"senderId":"alice","peerId":"bob","n":{{n}}}""");
        Assert.Equal(sent.ToArray(), await received);
        Assert.False(alice.Bob.HasNext);
    }

    [Fact]
    public async Task A_call_that_is_under_way_holds_up_no_other_target()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        await alice.Bob.NextAsync();

        alice.Send("""{"peerId":"carol"}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":"carol"}"""], (await alice.Carol.NextAsync()).Texts);
    }

    [Fact]
    public async Task Alice_may_send_to_herself()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"alice"}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":"alice"}"""], (await alice.Cluster["alice"].NextAsync()).Texts);
    }

    [Fact]
    public async Task What_was_delivered_is_not_answered()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Release();
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        await alice.Bob.NextAsync();

        Assert.False(alice.Results.HasRefusal);
    }
}
