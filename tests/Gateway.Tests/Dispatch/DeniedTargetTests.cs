using SignalFire.Gateway.Identity;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class DeniedTargetTests
{
    private static readonly PeerIdentity OnlyBob = new() { Rights = new SendRights { Targets = ["bob"] } };

    [Fact]
    public async Task A_target_that_the_sender_may_not_send_to_is_denied_and_nobody_is_called()
    {
        var alice = new Sender(identity: OnlyBob);
        alice.Send("""{"peerId":"carol"}""");
        alice.Flush();

        Assert.Equal(("carol", DeliveryOutcome.Denied, 1), await alice.Results.NextRefusalAsync());
        Assert.Equal(0, alice.Carol.Calls);
    }

    [Fact]
    public async Task A_ref_gets_it_as_its_one_answer()
    {
        var alice = new Sender(identity: OnlyBob);
        alice.SendV1("""{"peerId":"carol","ref":7}""");

        Assert.Equal("7 carol=Denied", await alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task Of_several_targets_only_those_are_denied()
    {
        var alice = new Sender(identity: OnlyBob);
        alice.SendV1("""{"peerId":["carol","bob"],"ref":7}""");
        alice.Flush();
        (await alice.Bob.NextAsync()).Release();

        Assert.Equal("7 carol=Denied", await alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task A_renewal_changes_what_is_allowed()
    {
        var alice = new Sender(identity: OnlyBob);
        alice.Send("""{"peerId":"carol","n":1}""");
        await alice.Results.NextRefusalAsync();

        await alice.RenewAsync(PeerIdentity.Anonymous);
        alice.Send("""{"peerId":"carol","n":2}""");
        alice.Flush();

        Assert.Equal(["""{"senderId":"alice","peerId":"carol","n":2}"""], (await alice.Carol.NextAsync()).Texts);
    }

    [Fact]
    public async Task A_renewal_takes_a_right_away()
    {
        var alice = new Sender();
        alice.Send("""{"peerId":"carol"}""");
        alice.Flush();
        await alice.Carol.NextAsync();

        await alice.RenewAsync(OnlyBob);
        alice.Send("""{"peerId":"carol"}""");

        Assert.Equal(("carol", DeliveryOutcome.Denied, 1), await alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task A_policy_that_fails_denies()
    {
        var alice = new Sender(policy: new BrokenPolicy());
        alice.Send("""{"peerId":"bob"}""");

        Assert.Equal(("bob", DeliveryOutcome.Denied, 1), await alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task A_policy_is_asked_once_for_a_target()
    {
        var policy = new CountingPolicy();
        var alice = new Sender(policy: policy);
        for (var n = 0; n < 10; n++)
        {
            alice.Send("""{"peerId":"bob"}""");
        }

        alice.Flush();
        await alice.Bob.NextAsync();

        Assert.Equal(1, policy.Asked);
    }

    private sealed class BrokenPolicy : ISendPolicy
    {
        public bool MaySend(PeerId sender, PeerIdentity identity, PeerId target) => throw new InvalidOperationException("broken");
    }

    private sealed class CountingPolicy : ISendPolicy
    {
        public int Asked { get; private set; }

        public bool MaySend(PeerId sender, PeerIdentity identity, PeerId target) => ++Asked > 0;
    }
}
