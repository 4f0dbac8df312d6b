using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Peers whose sockets take nothing, in a gateway with room for a million bytes.</summary>
public sealed class OutboxBudgetTests : IDisposable
{
    private const int Most = 1_000_000;

    private readonly FakeTimeProvider _time = new();
    private readonly HostLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly ConnectionTable _table = new();
    private readonly OutboxBudget _budget;
    private readonly List<Bob> _peers = [];

    public OutboxBudgetTests()
    {
        _loggers = new LoggerFactory([_log]);
        _budget = new OutboxBudget(_table, Options.Create(new GatewayOptions { TotalOutboxBytes = Most }), _time, _loggers.CreateLogger<OutboxBudget>());
    }

    [Fact]
    public async Task A_peer_that_reads_takes_nothing_of_it()
    {
        var bob = await AttachAsync();

        bob.Take(Items.From(1, new string('x', 1000)));

        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public async Task What_waits_counts_and_no_longer_when_its_connection_has_gone()
    {
        var bob = await AttachAsync();

        bob.Take(Items.From(1, new string('x', 300_000)));
        Assert.InRange(_budget.Held, 290_000, 310_000);
        _peers.Remove(bob);
        bob.Dispose();

        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public async Task Short_messages_count_for_what_they_cost()
    {
        var bob = await AttachAsync();

        bob.Take(Items.From(1, [.. Enumerable.Repeat("x", 2000)]));

        Assert.InRange(_budget.Held, 200_000, 300_000);
    }

    [Fact]
    public async Task Answers_count_as_well()
    {
        var bob = await AttachAsync();

        bob.Connection.Answer(new byte[100_000]);

        Assert.InRange(_budget.Held, 95_000, 105_000);
    }

    [Fact]
    public async Task Above_it_those_for_whom_most_waits_are_closed_until_an_eighth_is_free()
    {
        var told = _log.LineWith("SignalFire:Gateway:TotalOutboxBytes");
        var (little, most, much) = (await AttachAsync(), await AttachAsync(), await AttachAsync());
        little.Take(Items.From(1, new string('x', 100_000)));
        most.Take(Items.From(1, new string('x', 500_000)));

        much.Take(Items.From(1, new string('x', 450_000)));

        Assert.StartsWith("Warning ", await told.Within("the gateway to say so"), StringComparison.Ordinal);
        Assert.Equal([false, true, false], new[] { little, most, much }.Select(peer => peer.Connection.IsClosing));
        Assert.InRange(_budget.Held, 540_000, Most * 7 / 8);
    }

    [Fact]
    public async Task Many_short_messages_are_more_than_one_that_is_longer()
    {
        var (much, many) = (await AttachAsync(), await AttachAsync());
        much.Take(Items.From(1, new string('x', 490_000)));

        many.Take(Items.From(1, [.. Enumerable.Repeat("x", 4096)]));

        await Eventually.IsAsync(true, () => Task.FromResult(many.Connection.IsClosing));
        Assert.False(much.Connection.IsClosing);
    }

    [Fact]
    public async Task Who_is_ending_already_holds_nothing_back()
    {
        var (ending, bob) = (await AttachAsync(), await AttachAsync());
        ending.Take(Items.From(1, new string('x', 900_000)));
        ending.Connection.Close(CloseReason.Normal);

        bob.Take(Items.From(1, new string('x', 300_000)));

        await Eventually.IsAsync(true, () => Task.FromResult(_budget.Held <= 320_000));
        Assert.False(bob.Connection.IsClosing);
    }

    public void Dispose()
    {
        _peers.ForEach(peer => peer.Dispose());
        _loggers.Dispose();
    }

    private async Task<Bob> AttachAsync()
    {
        var bob = new Bob(budget: _budget);
        _peers.Add(bob);
        await bob.AttachAsync();
        _table.Add(bob.Connection);
        return bob;
    }
}
