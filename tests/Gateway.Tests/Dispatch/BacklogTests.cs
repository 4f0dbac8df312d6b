using SignalFire.Gateway.Dispatch;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class BacklogTests
{
    private readonly Backlog _backlog = new(maxBytes: 100);

    [Fact]
    public void What_waits_is_not_free()
    {
        _backlog.TryAdd(30);

        Assert.Equal(70, _backlog.Free);
    }

    [Fact]
    public void What_has_its_outcome_is_free_again()
    {
        _backlog.TryAdd(30);
        _backlog.Remove(20);

        Assert.Equal(90, _backlog.Free);
    }

    [Fact]
    public void Too_much_is_taken_while_the_sender_has_patience()
    {
        _backlog.TryAdd(100);

        Assert.True(_backlog.TryAdd(1));
    }

    [Fact]
    public void And_not_after_that()
    {
        _backlog.TryAdd(100);
        _backlog.GiveUp();

        Assert.False(_backlog.TryAdd(1));
    }

    [Fact]
    public void Until_something_is_free()
    {
        _backlog.TryAdd(100);
        _backlog.GiveUp();
        _backlog.Remove(1);

        Assert.True(_backlog.TryAdd(1));
    }

    [Fact]
    public void Then_there_is_patience_anew()
    {
        _backlog.TryAdd(100);
        _backlog.GiveUp();
        _backlog.Remove(1);
        _backlog.TryAdd(1);

        Assert.True(_backlog.TryAdd(1));
    }

    [Fact]
    public async Task Who_waits_is_told_of_progress()
    {
        _backlog.TryAdd(100);
        var progress = _backlog.ProgressAsync();
        Assert.False(progress.IsCompleted);
        _backlog.Remove(1);

        await Sender.WithinAsync(progress);
    }
}
