using SignalFire.Gateway.Sessions;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Sessions;

public sealed class SeenReportsTests : IDisposable
{
    private readonly Bob _bob = new();
    private readonly SeenReports _reports;

    public SeenReportsTests() => _reports = new SeenReports(_bob.Connection.Attachment);

    public void Dispose() => _bob.Dispose();

    [Fact]
    public async Task A_report_tells_the_epoch_and_what_was_seen()
    {
        await _bob.AttachAsync(epoch: 5);
        See(3);

        Assert.Equal((5, 3), (await _bob.Grain.Seen.NextAsync()).Request);
    }

    [Fact]
    public async Task One_is_under_way_at_a_time()
    {
        await _bob.AttachAsync();
        See(1);
        await _bob.Grain.Seen.NextAsync();
        See(2);

        Assert.False(_bob.Grain.Seen.HasNext);
    }

    [Fact]
    public async Task The_next_tells_the_newest()
    {
        await _bob.AttachAsync();
        See(1);
        var first = await _bob.Grain.Seen.NextAsync();
        See(2);
        See(3);
        See(4);
        first.Return(true);

        var next = await _bob.Grain.Seen.NextAsync();
        Assert.Equal(4, next.Request.Seq);
        next.Return(true);
        Assert.False(_bob.Grain.Seen.HasNext);
    }

    [Fact]
    public async Task What_gets_lost_is_told_with_the_next()
    {
        await _bob.AttachAsync();
        See(1);
        (await _bob.Grain.Seen.NextAsync()).Fail(new TimeoutException());
        Assert.False(_bob.Grain.Seen.HasNext);
        See(2);

        Assert.Equal(2, (await _bob.Grain.Seen.NextAsync()).Request.Seq);
    }

    [Fact]
    public async Task What_gets_lost_is_told_when_the_peer_speaks_again()
    {
        await _bob.AttachAsync();
        See(1);
        var lost = await _bob.Grain.Seen.NextAsync();
        Assert.False(_reports.IsMissed);
        lost.Fail(new TimeoutException());

        Assert.True(_reports.IsMissed);
    }

    [Fact]
    public async Task However_they_come_the_last_is_told()
    {
        await _bob.AttachAsync();
        var telling = Task.Run(ReturnUntilAsync, TestContext.Current.CancellationToken);

        for (var seq = 1; seq <= 1000; seq++)
        {
            See(seq);
        }

        await telling.Within("the last report");
    }

    private async Task ReturnUntilAsync()
    {
        for (var told = 0L; told < 1000;)
        {
            var report = await _bob.Grain.Seen.NextAsync();
            told = report.Request.Seq;
            report.Return(true);
        }
    }

    /// <summary>Bob gets a message and says that he has seen it.</summary>
    private void See(long seq)
    {
        for (var next = _bob.Connection.View.Seen + 1; next <= seq; next++)
        {
            _bob.Take(Items.At(_bob.Connection.View.Epoch, next, """{"senderId":"alice"}"""));
        }

        _bob.Connection.View.See(seq);
        _reports.Add();
    }
}
