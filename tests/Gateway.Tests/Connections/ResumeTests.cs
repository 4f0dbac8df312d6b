using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class ResumeTests(SharedGateway gateway)
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_peer_that_comes_back_is_the_same_and_gets_a_new_token()
    {
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);

        await using var back = await _host.ResumeAsync(bob.ResumeToken);

        Assert.Equal((bob.Id, true, false), (back.Id, back.Resumed, back.HasGap));
        Assert.NotEqual(bob.ResumeToken, back.ResumeToken, StringComparer.Ordinal);
    }

    [Fact]
    public async Task It_gets_what_it_has_not_seen_in_order_and_what_is_new_behind_it()
    {
        await using var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await ExchangeAsync(alice, bob, from: 1, to: 5);
        await _host.CutAsync(bob);

        await using var back = await _host.ResumeAsync(bob.ResumeToken, seq: 2);
        await alice.SendAsync(Message(bob, 6));

        for (var n = 3; n <= 6; n++)
        {
            Assert.Equal(Delivered(alice, bob, n), await back.ReceiveAsync());
        }
    }

    [Fact]
    public async Task What_was_sent_meanwhile_comes_between()
    {
        await using var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await ExchangeAsync(alice, bob, from: 1, to: 3);
        await _host.CutAsync(bob);
        await alice.SendAsync(Message(bob, 4));
        await alice.SendAsync(Message(bob, 5));

        await using var back = await _host.ResumeAsync(bob.ResumeToken, seq: 1);
        await alice.SendAsync(Message(bob, 6));

        for (var n = 2; n <= 6; n++)
        {
            Assert.Equal(Delivered(alice, bob, n), await back.ReceiveAsync());
        }
    }

    [Fact]
    public async Task What_it_said_to_have_seen_is_gone()
    {
        await using var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await ExchangeAsync(alice, bob, from: 1, to: 4);
        await bob.SendAsync("""{"type":"seen","seq":2}""");
        await _host.Calls.EndedAsync(nameof(IPeerGrain.SeenAsync), bob.Id);
        await _host.CutAsync(bob);

        await using var back = await _host.ResumeAsync(bob.ResumeToken, seq: 0);

        Assert.Equal((bob.Id, true), (back.Id, back.HasGap));
        Assert.Equal(Delivered(alice, bob, 3), await back.ReceiveAsync());
        Assert.Equal(Delivered(alice, bob, 4), await back.ReceiveAsync());
    }

    [Fact]
    public async Task A_token_is_good_again_and_again_until_the_peer_has_spoken()
    {
        // Each id message, with the next token in it, may have been lost.
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        for (var i = 0; i < 5; i++)
        {
            var back = await _host.ResumeAsync(bob.ResumeToken);
            Assert.Equal(bob.Id, back.Id);
            await _host.CutAsync(back);
        }
    }

    [Fact]
    public async Task When_the_peer_has_spoken_the_token_before_is_used_up()
    {
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        var back = await _host.ResumeAsync(bob.ResumeToken);
        await back.SendAsync("""{"type":"ping"}""");
        await _host.Calls.EndedAsync(nameof(IPeerGrain.SeenAsync), bob.Id);
        await _host.CutAsync(back);

        await using var fresh = await _host.ResumeAsync(bob.ResumeToken);

        Assert.False(fresh.Resumed);
        Assert.NotEqual(bob.Id, fresh.Id, StringComparer.Ordinal);
        await using var again = await _host.ResumeAsync(back.ResumeToken);
        Assert.Equal(bob.Id, again.Id);
    }

    [Fact]
    public async Task A_resume_takes_the_peer_over_from_a_connection_that_is_still_open()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectV1Async();
        await ExchangeAsync(alice, bob, from: 1, to: 2);

        await using var back = await _host.ResumeAsync(bob.ResumeToken, seq: 2);

        Assert.Equal((4509, "replaced"), await bob.Closed);
        await alice.SendAsync(Message(bob, 3));
        Assert.Equal(Delivered(alice, bob, 3), await back.ReceiveAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("CfDJ8")]
    [InlineData("😀")]
    public async Task What_is_no_token_starts_a_fresh_peer(string token)
    {
        await using var fresh = await _host.ResumeAsync(Uri.EscapeDataString(token));

        Assert.False(fresh.Resumed);
    }

    [Fact]
    public async Task A_forged_token_starts_a_fresh_peer_and_leaves_the_true_one_alone()
    {
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);
        var token = bob.ResumeToken;

        await using var fresh = await _host.ResumeAsync(token[..40] + (token[40] == 'A' ? 'B' : 'A') + token[41..]);

        Assert.False(fresh.Resumed);
        Assert.NotEqual(bob.Id, fresh.Id, StringComparer.Ordinal);
        await using var back = await _host.ResumeAsync(token);
        Assert.Equal(bob.Id, back.Id);
    }

    [Fact]
    public async Task A_seq_that_was_never_given_starts_a_fresh_peer()
    {
        var bob = await gateway.ConnectV1Async();
        await _host.CutAsync(bob);

        await using var fresh = await _host.ResumeAsync(bob.ResumeToken, seq: 1);

        Assert.False(fresh.Resumed);
        Assert.NotEqual(bob.Id, fresh.Id, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_cluster_starts_a_fresh_peer()
    {
        await using var elsewhere = await GatewayHost.StartAsync();
        await using var bob = await elsewhere.ConnectV1Async();

        await using var fresh = await _host.ResumeAsync(bob.ResumeToken);

        Assert.False(fresh.Resumed);
        Assert.NotEqual(bob.Id, fresh.Id, StringComparer.Ordinal);
    }

    [Fact]
    public async Task More_than_is_kept_is_a_gap_and_then_comes_what_is_left()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Peers:UnseenMessages=16");
        await using var alice = await host.ConnectAsync();
        var bob = await host.ConnectV1Async();
        await ExchangeAsync(alice, bob, from: 1, to: 40);
        await host.CutAsync(bob);

        await using var back = await host.ResumeAsync(bob.ResumeToken, seq: 20);

        Assert.True(back.HasGap);
        for (var n = 25; n <= 40; n++)
        {
            Assert.Equal(Delivered(alice, bob, n), await back.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Bob_gets_everything_once_and_in_order_however_often_he_is_cut_off()
    {
        const int Messages = 600;
        await using var alice = await gateway.ConnectV1Async();
        var bob = await gateway.ConnectV1Async();
        var (id, seen) = (bob.Id, 0);
        // No more on its way than is kept.
        using var window = new SemaphoreSlim(150);
        var sending = SendAsync(alice, id, Messages, window);

        while (seen < Messages)
        {
            for (var i = 0; i < 40 && seen < Messages; i++)
            {
                seen++;
                window.Release();
                Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":{{seen}},"peerId":"{{id}}","n":{{seen}},"ref":{{seen}}}""", await bob.ReceiveAsync());
            }

            // He says so now and then, and is cut off at any time.
            await bob.SendAsync($$"""{"type":"seen","seq":{{seen}}}""");
            await bob.DisposeAsync();
            bob = await _host.ResumeAsync(bob.ResumeToken, seen);
            Assert.Equal((id, true, false), (bob.Id, bob.Resumed, bob.HasGap));
        }

        await sending;
        var acks = Enumerable.Range(1, Messages).Select(n => $$"""{"type":"ack","ref":{{n}}}""").ToHashSet(StringComparer.Ordinal);
        while (acks.Count > 0)
        {
            // What waited for bob may be answered behind what did not.
            var ack = await alice.ReceiveAsync();
            Assert.True(acks.Remove(ack), ack);
        }

        Assert.False(bob.HasMail);
        await bob.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_never_logged()
    {
        await using var host = await GatewayHost.StartAsync();
        var bob = await host.ConnectV1Async();
        await host.CutAsync(bob);
        await using var back = await host.ResumeAsync(bob.ResumeToken);
        await back.CloseAsync();
        await host.DetachedAsync(bob.Id);

        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(bob.ResumeToken, StringComparison.Ordinal) || line.Contains(back.ResumeToken, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_grace_period_there_is_nothing_to_resume()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Peers:GracePeriod=00:00:00");
        await using var alice = await host.ConnectAsync();
        var bob = await host.ConnectV1Async();
        Assert.Contains("\"graceSeconds\":0,", bob.Greeting, StringComparison.Ordinal);
        await host.CutAsync(bob);

        await using var fresh = await host.ResumeAsync(bob.ResumeToken);

        Assert.False(fresh.Resumed);
        await alice.SendAsync(Message(bob, 1));
        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task Of_many_that_resume_with_one_token_at_once_one_has_the_peer()
    {
        await using var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        await ExchangeAsync(alice, bob, from: 1, to: 3);
        await _host.CutAsync(bob);

        TestPeer[] all = [.. (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TryResumeAsync(bob)))).OfType<TestPeer>()];
        await alice.SendAsync(Message(bob, 4));

        // Whoever of them has the peer got all that was not seen, and what is new, once.
        Assert.All(all, back => Assert.Equal(bob.Id, back.Id));
        var open = all.ToDictionary(back => back.Closed);
        while (open.Count > 1)
        {
            var next = await Task.WhenAny(open.Keys);
            Assert.Equal((4010, "resume"), await next);
            open.Remove(next);
        }

        var newest = open.Values.Single();
        for (var n = 2; n <= 4; n++)
        {
            Assert.Equal(Delivered(alice, bob, n), await newest.ReceiveAsync());
        }

        await Task.WhenAll(all.Select(back => back.DisposeAsync().AsTask()));
    }

    /// <summary>Null for one that was overtaken: it came before another that has the peer already.</summary>
    private async Task<TestPeer?> TryResumeAsync(TestPeer bob)
    {
        try
        {
            return await _host.ResumeAsync(bob.ResumeToken, seq: 1);
        }
        catch (System.Net.WebSockets.WebSocketException overtaken) when (overtaken.Message.Contains("503", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static string Message(TestPeer bob, int n) => $$"""{"peerId":"{{bob.Id}}","n":{{n}}}""";

    private static string Delivered(TestPeer alice, TestPeer bob, int n) => $$"""{"senderId":"{{alice.Id}}","seq":{{n}},"peerId":"{{bob.Id}}","n":{{n}}}""";

    private static async Task SendAsync(TestPeer alice, string target, int messages, SemaphoreSlim window)
    {
        for (var n = 1; n <= messages; n++)
        {
            await window.WaitAsync();
            await alice.SendAsync($$"""{"peerId":"{{target}}","n":{{n}},"ref":{{n}}}""");
        }
    }

    private static async Task ExchangeAsync(TestPeer alice, TestPeer bob, int from, int to)
    {
        for (var n = from; n <= to; n++)
        {
            await alice.SendAsync(Message(bob, n));
            Assert.Equal(Delivered(alice, bob, n), await bob.ReceiveAsync());
        }
    }
}
