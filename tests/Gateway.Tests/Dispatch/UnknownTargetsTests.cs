using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class UnknownTargetsTests
{
    /// <summary>Three at once, and one per second.</summary>
    private readonly Sender _alice = new(new GatewayOptions { UnknownTargetsPerSecond = 1, RateBurst = TimeSpan.FromSeconds(3) });

    [Fact]
    public async Task After_too_many_unknown_targets_new_ones_are_refused_for_a_while()
    {
        await TrySomeAsync(3, DeliveryOutcome.PeerUnknown);

        var refused = _alice.TrySend("""{"peerId":"dave"}""");

        Assert.Equal("rate-limited", refused?.Code);
        Assert.Equal(TimeSpan.FromSeconds(1), refused?.RetryAfter);
        Assert.DoesNotContain("dave", _alice.Cluster.Peers, StringComparer.Ordinal);
    }

    [Fact]
    public async Task And_can_be_tried_again_then()
    {
        await TrySomeAsync(3, DeliveryOutcome.PeerUnknown);

        _alice.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_alice.TrySend("""{"peerId":"dave"}"""));
    }

    [Fact]
    public async Task A_message_to_many_of_whom_one_is_new_is_refused_as_a_whole()
    {
        await TrySomeAsync(3, DeliveryOutcome.PeerUnknown);

        Assert.NotNull(_alice.TrySend("""{"peerId":["nobody-0","dave"]}"""));

        _alice.Flush();
        Assert.False(_alice.Cluster["nobody-0"].HasNext);
    }

    [Fact]
    public async Task Targets_that_were_there_are_sent_to_all_the_while()
    {
        await TryAsync("bob", DeliveryOutcome.Delivered);
        await TrySomeAsync(3, DeliveryOutcome.PeerUnknown);

        await TryAsync("bob", DeliveryOutcome.Delivered);
    }

    [Fact]
    public async Task An_unknown_target_counts_once_however_often_it_is_tried()
    {
        for (var i = 0; i < 30; i++)
        {
            await TryAsync("bob", DeliveryOutcome.PeerUnknown);
        }

        Assert.Null(_alice.TrySend("""{"peerId":"dave"}"""));
    }

    [Theory]
    [InlineData(DeliveryOutcome.Delivered)]
    [InlineData(DeliveryOutcome.Unavailable)]
    [InlineData(DeliveryOutcome.PeerGone)]
    public async Task Targets_that_are_not_unknown_do_not_count(DeliveryOutcome outcome)
    {
        await TrySomeAsync(30, outcome);

        Assert.Null(_alice.TrySend("""{"peerId":"dave"}"""));
    }

    [Fact]
    public async Task A_target_that_is_found_out_to_be_unknown_only_later_counts_too()
    {
        for (var i = 0; i < 3; i++)
        {
            _alice.Send($$"""{"peerId":"nobody-{{i}}"}""");
            _alice.Flush();
            (await _alice.Cluster[$"nobody-{i}"].NextAsync()).Release(DeliveryOutcome.Held);
            (await _alice.Cluster[$"nobody-{i}"].NextAsync()).Release(DeliveryOutcome.PeerUnknown);
        }

        Assert.NotNull(_alice.TrySend("""{"peerId":"dave"}"""));
    }

    private async Task TrySomeAsync(int targets, DeliveryOutcome outcome)
    {
        for (var i = 0; i < targets; i++)
        {
            await TryAsync($"nobody-{i}", outcome);
        }
    }

    private async Task TryAsync(string target, DeliveryOutcome outcome)
    {
        _alice.Send($$"""{"peerId":"{{target}}"}""");
        _alice.Flush();
        (await _alice.Cluster[target].NextAsync()).Release(outcome);
    }
}
