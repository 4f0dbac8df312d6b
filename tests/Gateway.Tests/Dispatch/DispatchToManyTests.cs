using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class DispatchToManyTests
{
    [Fact]
    public async Task Each_target_gets_the_same_text()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":["bob","carol"],"senderId":"dave","x":1}""");
        alice.Flush();

        string[] text = ["""{"senderId":"alice","peerId":["bob","carol"],"x":1}"""];
        Assert.Equal(text, (await alice.Bob.NextAsync()).Texts);
        Assert.Equal(text, (await alice.Carol.NextAsync()).Texts);
    }

    [Theory]
    [InlineData("""{"peerId":["bob","bob"]}""")]
    [InlineData("""{"peerId":["bob","carol","bob"]}""")]
    [InlineData("""{"peerId":["bob","b\u006fb"]}""")]
    public async Task A_target_that_is_named_twice_gets_it_once(string text)
    {
        var alice = new Sender();
        alice.Send(text);
        alice.Flush();

        Assert.Single((await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public void Targets_that_differ_in_case_are_different_peers()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":["bob","Bob"]}""");
        alice.Flush();

        Assert.Equal((1, 1), (alice.Bob.Calls, alice.Cluster["Bob"].Calls));
    }

    [Fact]
    public async Task It_keeps_its_place_among_messages_to_one()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Send("""{"peerId":["carol","bob"],"n":2}""");
        alice.Send("""{"peerId":"bob","n":3}""");
        alice.Flush();

        Assert.Equal(
            [
                """{"senderId":"alice","peerId":"bob","n":1}""",
                """{"senderId":"alice","peerId":["carol","bob"],"n":2}""",
                """{"senderId":"alice","peerId":"bob","n":3}""",
            ],
            (await alice.Bob.NextAsync()).Texts);
    }

    [Theory]
    [InlineData("""{"peerId":["bob",17]}""")]
    [InlineData("""{"peerId":["bob",["carol"]]}""")]
    [InlineData("""{"peerId":["bob",""]}""")]
    [InlineData("""{"peerId":["bob","\u0000"]}""")]
    [InlineData("""{"peerId":["bob","\ud800"]}""")]
    public void One_target_at_fault_and_nobody_gets_it(string text)
    {
        var alice = new Sender();

        Assert.Equal("bad-message", alice.TrySend(text)?.Code);
        alice.Flush();

        Assert.Equal(0, alice.Bob.Calls);
    }

    [Fact]
    public void An_empty_array_is_no_target() => Assert.Equal(Fault.NoTarget, new Sender().TrySend("""{"peerId":[]}"""));

    [Fact]
    public void As_many_targets_as_the_limit_are_served()
    {
        var alice = new Sender(new GatewayOptions { MaxTargets = 2 });
        alice.Send("""{"peerId":["bob","carol"]}""");
        alice.Flush();

        Assert.Equal((1, 1), (alice.Bob.Calls, alice.Carol.Calls));
    }

    [Fact]
    public void More_are_too_many()
    {
        var alice = new Sender(new GatewayOptions { MaxTargets = 2 });

        Assert.Equal(Fault.TooManyTargets(2), alice.TrySend("""{"peerId":["bob","carol","dave"]}"""));
    }

    [Fact]
    public void Of_too_many_targets_nobody_gets_it()
    {
        var alice = new Sender(new GatewayOptions { MaxTargets = 2 });
        alice.TrySend("""{"peerId":["bob","carol","dave"]}""");
        alice.Flush();

        Assert.Equal((0, 0), (alice.Bob.Calls, alice.Carol.Calls));
    }

    [Fact]
    public void Only_distinct_targets_count_against_the_limit()
    {
        var alice = new Sender(new GatewayOptions { MaxTargets = 2 });

        Assert.Null(alice.TrySend("""{"peerId":["bob","carol","bob","carol","bob"]}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"peerId":17}""")]
    [InlineData("""{"peerId":""}""")]
    public void A_bad_message_leaves_the_messages_before_it_alone(string text)
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob"}""");
        alice.TrySend(text);
        alice.Flush();

        Assert.Equal(1, alice.Bob.Calls);
    }
}
