using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class ForgottenTargetTests
{
    [Fact]
    public async Task A_target_that_is_talked_to_is_looked_up_once()
    {
        var alice = new Sender();
        await SayAsync(alice, "bob");
        await SayAsync(alice, "bob");

        Assert.Equal(1, alice.Bob.References);
    }

    [Fact]
    public async Task As_many_as_128_targets_are_kept()
    {
        var alice = new Sender();
        await SayAsync(alice, "bob");
        await SayToOthersAsync(alice, 127);
        await SayAsync(alice, "bob");

        Assert.Equal(1, alice.Bob.References);
    }

    [Fact]
    public async Task Of_more_the_idle_ones_are_forgotten()
    {
        var alice = new Sender();
        await SayAsync(alice, "bob");
        await SayToOthersAsync(alice, 200);
        await SayAsync(alice, "bob");

        Assert.Equal(2, alice.Bob.References);
    }

    [Fact]
    public async Task Of_more_no_more_than_need_be_are_forgotten()
    {
        var alice = new Sender();
        await SayToOthersAsync(alice, 200);
        for (var other = 72; other < 200; other++)
        {
            await SayAsync(alice, $"other-{other}");
        }

        Assert.All(Enumerable.Range(72, 128), other => Assert.Equal(1, alice.Cluster[$"other-{other}"].References));
    }

    [Fact]
    public async Task The_one_that_was_not_talked_to_for_the_longest_time_is_forgotten_first()
    {
        var alice = new Sender();
        await SayAsync(alice, "bob");
        await SayAsync(alice, "carol");
        await SayToOthersAsync(alice, 126);
        await SayAsync(alice, "bob");
        await SayAsync(alice, "one-more");

        await SayAsync(alice, "bob");
        await SayAsync(alice, "carol");

        Assert.Equal((1, 2), (alice.Bob.References, alice.Carol.References));
    }

    [Fact]
    public async Task A_target_with_a_call_under_way_is_not_forgotten()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Flush();
        var first = await alice.Bob.NextAsync();
        await SayToOthersAsync(alice, 200);
        alice.Send("""{"peerId":"bob","n":2}""");
        alice.Flush();

        Assert.Equal(1, alice.Bob.Calls);
        first.Release();
        Assert.Equal(["""{"senderId":"alice","peerId":"bob","n":2}"""], (await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task A_target_that_was_forgotten_gets_its_messages_in_order()
    {
        var alice = new Sender();
        await SayToOthersAsync(alice, 200);
        var received = alice.Bob.ReceiveAsync(300);
        for (var n = 0; n < 300; n++)
        {
            alice.Send($$"""{"peerId":"bob","n":{{n}}}""");
            alice.Flush();
            if (n % 10 == 0)
            {
                await SayToOthersAsync(alice, 130);
            }
        }

        var sent = Enumerable.Range(0, 300).Select(n => $$"""{"senderId":"alice","peerId":"bob","n":{{n}}}""");
        Assert.Equal(sent.ToArray(), await received);
        Assert.Equal(1, alice.Bob.MostUnderWay);
    }

    [Fact]
    public void Targets_of_messages_that_are_refused_are_forgotten_without_a_flush()
    {
        var alice = new Sender();
        string[] others = [.. Enumerable.Range(0, 180).Select(other => $"\"other-{other}\"")];
        alice.TrySend($$"""{"peerId":["bob",{{string.Join(',', others[..90])}},17]}""");
        alice.TrySend($$"""{"peerId":[{{string.Join(',', others[90..])}},17]}""");
        alice.TrySend("""{"peerId":["bob",17]}""");

        Assert.Equal(2, alice.Bob.References);
    }

    private static async Task SayToOthersAsync(Sender alice, int others)
    {
        for (var other = 0; other < others; other++)
        {
            await SayAsync(alice, $"other-{other}");
        }
    }

    private static async Task SayAsync(Sender alice, string target)
    {
        alice.Send($$"""{"peerId":"{{target}}"}""");
        alice.Flush();
        await alice.Cluster[target].ReceiveAsync(1);
    }
}
