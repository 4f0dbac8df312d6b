using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class FailedDeliveryTests
{
    [Theory]
    [InlineData(DeliveryOutcome.PeerUnknown)]
    [InlineData(DeliveryOutcome.Unavailable)]
    public async Task What_was_not_delivered_is_told_with_its_outcome(DeliveryOutcome outcome)
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Release(outcome);

        Assert.Equal(("bob", outcome, 1), await alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task Each_message_of_a_batch_is_told()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Send("""{"peerId":"bob","n":2}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Release(DeliveryOutcome.PeerUnknown);

        Assert.Equal(("bob", DeliveryOutcome.PeerUnknown, 2), await alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task A_call_that_throws_makes_its_messages_unavailable_when_patience_ends()
    {
        var alice = Impatient();
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Fail(new TimeoutException());

        Assert.Equal(("bob", DeliveryOutcome.Unavailable, 1), await alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task A_call_that_throws_is_reported()
    {
        var alice = Impatient();
        var failure = new TimeoutException();
        alice.Send("""{"peerId":"bob"}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Fail(failure);
        await alice.Results.NextRefusalAsync();

        Assert.Equal([("bob", failure)], alice.Results.Failures);
    }

    [Fact]
    public async Task What_waits_behind_a_call_that_throws_goes_out()
    {
        var alice = Impatient();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Flush();
        var first = await alice.Bob.NextAsync();
        alice.Send("""{"peerId":"bob","n":2}""");
        alice.Flush();

        first.Fail(new InvalidOperationException());

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","n":2}"""], (await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task Bob_can_be_sent_to_after_a_call_that_threw()
    {
        var alice = Impatient();
        alice.Send("""{"peerId":"bob","n":1}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Fail(new InvalidOperationException());
        await alice.Results.NextRefusalAsync();

        alice.Send("""{"peerId":"bob","n":2}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","n":2}"""], (await alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task Of_many_targets_only_the_one_that_failed_is_told()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":["bob","carol"]}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Release();
        (await alice.Carol.NextAsync()).Release(DeliveryOutcome.PeerUnknown);

        Assert.Equal(("carol", DeliveryOutcome.PeerUnknown, 1), await alice.Results.NextRefusalAsync());
        Assert.False(alice.Results.HasRefusal);
    }

    private static Sender Impatient() => new(new GatewayOptions { DeliveryPatience = TimeSpan.Zero });
}
