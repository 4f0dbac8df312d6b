namespace SignalFire.Grains.Tests.Telemetry;

public sealed class PeerMetricsTests : IAsyncLifetime
{
    private const string Attached = "signalfire.peers attached";
    private const string Away = "signalfire.peers away";
    private const string Unseen = "signalfire.unseen.messages";
    private const string MailboxMessages = "signalfire.mailbox.messages";
    private const string MailboxBytes = "signalfire.mailbox.bytes";

    private readonly CountedCluster _cluster = new();
    private PeerNumbers _numbers = null!;

    public async ValueTask InitializeAsync()
    {
        await _cluster.InitializeAsync();
        _numbers = new PeerNumbers(_cluster);
    }

    public async ValueTask DisposeAsync()
    {
        _numbers.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_is_attached_then_away_then_gone()
    {
        var connection = await _cluster.NewPeer("alice").ConnectResumableAsync();
        await _numbers.IsAsync(Attached, 1);

        await connection.LeaveAsync();
        await _numbers.IsAsync(Away, 1);
        Assert.Equal(0, _numbers[Attached]);

        await connection.LeaveAsync(ends: true);
        await _numbers.IsAsync(Away, 0);
    }

    [Fact]
    public async Task What_waits_for_a_peer_that_is_away_is_its_mailbox()
    {
        var alice = _cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();
        await connection.LeaveAsync();

        Assert.Equal(DeliveryOutcome.Held, await alice.DeliverAsync("bob", "12345", "678"));

        Assert.Equal(2, _numbers[MailboxMessages]);
        Assert.Equal(8, _numbers[MailboxBytes]);
        await alice.ResumeAsync(connection, seen: 0);
        await _numbers.IsAsync(MailboxMessages, 0);
        await _numbers.IsAsync(MailboxBytes, 0);
    }

    [Fact]
    public async Task A_message_is_unseen_until_its_peer_says_that_it_has_seen_it()
    {
        var alice = _cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();

        await alice.SettleAsync("bob", "one", "two", "three");
        await _numbers.IsAsync(Unseen, 3);

        await connection.SeeAsync(2);
        await _numbers.IsAsync(Unseen, 1);
    }

    [Fact]
    public async Task A_peer_whose_grain_moves_is_counted_once()
    {
        var alice = _cluster.NewPeer("alice");
        await alice.ConnectResumableAsync();
        await alice.SettleAsync("bob", "one", "two");
        await _numbers.IsAsync(Unseen, 2);

        await _cluster.MoveAsync(alice);

        await _numbers.IsAsync(Attached, 1);
        await _numbers.IsAsync(Unseen, 2);
    }

    [Fact]
    public async Task A_grain_that_ends_with_all_it_knows_leaves_nothing_behind()
    {
        var (alice, bob) = (_cluster.NewPeer("alice"), _cluster.NewPeer("bob"));
        await alice.ConnectResumableAsync();
        await alice.SettleAsync("bob", "one", "two");
        await (await bob.ConnectResumableAsync()).LeaveAsync();
        await bob.DeliverAsync("alice", "waits");
        await _numbers.IsAsync(Unseen, 2);
        await _numbers.IsAsync(MailboxMessages, 1);

        await alice.DeactivateAsync();
        await bob.DeactivateAsync();

        foreach (var name in new[] { Attached, Away, Unseen, MailboxMessages, MailboxBytes })
        {
            await _numbers.IsAsync(name, 0);
        }
    }

    [Fact]
    public async Task A_delivery_counts_by_its_last_outcome_and_once()
    {
        var (alice, bob) = (_cluster.NewPeer("alice"), _cluster.NewPeer("bob"));
        await alice.ConnectResumableAsync();
        var envelope = alice.Sender("bob").Seal("one", "two");

        await alice.SettleAsync(envelope);
        await alice.SettleAsync(envelope);
        await bob.DeliverAsync("nobody hears this");

        Assert.Equal(2, _numbers["signalfire.deliveries delivered"]);
        Assert.Equal(1, _numbers["signalfire.deliveries peer-unknown"]);
    }

    [Fact]
    public async Task What_was_held_counts_when_it_is_settled()
    {
        var alice = _cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();
        await connection.LeaveAsync();
        await alice.DeliverAsync("waits");
        Assert.Equal(0, _numbers["signalfire.deliveries peer-gone"]);

        await connection.LeaveAsync(ends: true);

        await _numbers.IsAsync("signalfire.deliveries peer-gone", 1);
    }

    [Fact]
    public async Task A_resume_token_counts_by_what_became_of_it()
    {
        var alice = _cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();
        await connection.LeaveAsync();

        var again = await alice.ResumeAsync(connection, seen: 0);
        await again.LeaveAsync(ends: true);
        await alice.ResumeAsync(connection, seen: 0);

        Assert.Equal(1, _numbers["signalfire.resumes resumed"]);
        Assert.Equal(1, _numbers["signalfire.resumes refused"]);
    }
}
