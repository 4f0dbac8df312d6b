using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>What may wait of alice for all her targets together.</summary>
public sealed class SenderQueueTests
{
    private const int Targets = 1000;

    private readonly Sender _alice = new(new GatewayOptions { SenderQueueBytes = 1024 * 1024, TargetQueueBytes = 256 * 1024 });
    private long _lastHeld;

    [Fact]
    public async Task Of_a_thousand_stuck_targets_no_more_waits_than_the_bound()
    {
        var taken = await FloodAsync(bytes: 60_000);

        Assert.InRange(taken, 1024 * 1024 / 61_000, (1024 * 1024 / 60_000) + 1);
    }

    [Fact]
    public async Task Small_messages_count_for_what_they_cost_besides()
    {
        var taken = await FloodAsync(bytes: 1, messages: 20);

        Assert.InRange(taken, 1, 1024 * 1024 / 256);
    }

    [Fact]
    public async Task What_is_too_much_is_answered_unavailable()
    {
        await FloodAsync(bytes: 60_000);

        Assert.Equal(DeliveryOutcome.Unavailable, (await _alice.Results.NextRefusalAsync()).Outcome);
    }

    [Fact]
    public async Task What_the_cluster_holds_counts_too()
    {
        for (var i = 0; i < 30; i++)
        {
            await SendAsync("bob", 60_000);
            await HoldAsync();
        }

        Assert.Equal(("bob", DeliveryOutcome.Unavailable, 1), await _alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task One_that_hogs_leaves_a_half_for_the_others()
    {
        for (var i = 0; i < 30; i++)
        {
            await SendAsync("bob", 60_000);
            await HoldAsync();
        }

        await SendAsync("carol", 60_000);

        Assert.Single((await _alice.Carol.NextAsync()).Texts);
    }

    [Fact]
    public async Task When_they_answer_alice_goes_on()
    {
        await FloodAsync(bytes: 60_000);
        foreach (var peer in _alice.Cluster.Peers.ToArray())
        {
            while (_alice.Cluster[peer].HasNext)
            {
                (await _alice.Cluster[peer].NextAsync()).Release();
            }
        }

        await SendAsync("dave", 1);

        Assert.Single((await _alice.Cluster["dave"].NextAsync()).Texts);
    }

    /// <summary>Holds what comes for bob; the questions after it stay unanswered.</summary>
    private async Task HoldAsync()
    {
        while (_alice.Bob.HasNext)
        {
            var delivery = await _alice.Bob.NextAsync();
            if (delivery.Envelope.Number > _lastHeld)
            {
                _lastHeld = delivery.Envelope.Number;
                delivery.Release(DeliveryOutcome.Held);
            }
        }
    }

    /// <summary>Sends to a thousand targets that answer nothing.</summary>
    /// <returns>How many messages were taken.</returns>
    private async Task<int> FloodAsync(int bytes, int messages = 1)
    {
        for (var n = 0; n < Targets * messages; n++)
        {
            await SendAsync($"peer-{n % Targets}", bytes);
        }

        var refused = 0;
        while (_alice.Results.HasRefusal)
        {
            await _alice.Results.NextRefusalAsync();
            refused++;
        }

        await SendAsync("one-more", bytes);
        Assert.True(_alice.Results.HasRefusal);
        return (Targets * messages) - refused;
    }

    /// <summary>Does what a reader does with a message; alice's patience passes at once.</summary>
    private async Task SendAsync(string target, int bytes)
    {
        _alice.Send($$"""{"peerId":"{{target}}","x":"{{new string('x', bytes)}}"}""");
        var waiting = _alice.WaitForRoomAsync();
        while (!waiting.IsCompleted)
        {
            _alice.Time.Advance(_alice.Options.TargetPatience);
            await Task.Yield();
        }

        _alice.Flush();
    }
}
