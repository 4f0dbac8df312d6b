using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Cluster;

namespace SignalFire.Grains.Tests.Cluster;

public sealed class SiloLossesTests
{
    private static readonly SiloAddress Other = Silo(2);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeMembership _membership = new();
    private readonly SiloLosses _losses;

    public SiloLossesTests() => _losses = new SiloLosses(_membership, _membership, _membership, _time);

    [Fact]
    public async Task At_first_no_silo_is_lost()
    {
        await StartAsync();

        Assert.Equal((TimeSpan.MaxValue, TimeSpan.MaxValue), (_losses.Since(), _losses.SinceCrash()));
    }

    [Fact]
    public async Task A_silo_that_is_declared_dead_has_crashed()
    {
        await StartAsync();
        Becomes(Other, SiloStatus.Dead);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), (_losses.Since(), _losses.SinceCrash()));
    }

    [Fact]
    public async Task A_loss_is_known_before_anybody_is_told_of_it()
    {
        await StartAsync();
        _membership.Became(Other, SiloStatus.Dead);

        Assert.Equal(TimeSpan.Zero, _losses.Since());
    }

    [Fact]
    public async Task What_is_lost_already_is_not_lost_again_when_another_silo_joins()
    {
        await StartAsync();
        Becomes(Other, SiloStatus.Dead);
        _time.Advance(TimeSpan.FromSeconds(3));
        Becomes(Silo(3), SiloStatus.Active);

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), (_losses.Since(), _losses.SinceCrash()));
    }

    [Fact]
    public async Task A_silo_that_stops_is_lost_and_has_not_crashed()
    {
        await StartAsync();
        Becomes(Other, SiloStatus.ShuttingDown);
        _membership.Died(Other, by: Other, _time.GetUtcNow());

        Assert.Equal((TimeSpan.Zero, TimeSpan.MaxValue), (_losses.Since(), _losses.SinceCrash()));
    }

    [Fact]
    public async Task A_silo_that_is_killed_while_it_stops_has_crashed()
    {
        await StartAsync();
        Becomes(Other, SiloStatus.ShuttingDown);
        _membership.Died(Other, by: Silo(3), _time.GetUtcNow());
        _losses.SiloStatusChangeNotification(Other, SiloStatus.Dead);

        Assert.Equal(TimeSpan.Zero, _losses.SinceCrash());
    }

    [Fact]
    public async Task A_silo_that_joins_is_no_loss()
    {
        await StartAsync();
        Becomes(Other, SiloStatus.Active);

        Assert.Equal(TimeSpan.MaxValue, _losses.Since());
    }

    [Fact]
    public async Task A_crash_before_the_start_was_when_the_table_says()
    {
        _membership.Died(Other, by: Silo(3), _time.GetUtcNow() - TimeSpan.FromHours(1));
        _membership.Died(Silo(4), by: Silo(3), _time.GetUtcNow() - TimeSpan.FromSeconds(5));
        await StartAsync();

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(5)), (_losses.Since(), _losses.SinceCrash()));
    }

    [Fact]
    public async Task A_silo_that_stopped_before_the_start_has_not_crashed()
    {
        _membership.Died(Other, by: Other, _time.GetUtcNow());
        await StartAsync();

        Assert.Equal(TimeSpan.MaxValue, _losses.SinceCrash());
    }

    [Fact]
    public async Task The_start_waits_for_what_the_table_says()
    {
        var answer = new TaskCompletionSource();
        _membership.Readable = answer.Task;
        _membership.Died(Other, by: Silo(3), _time.GetUtcNow() - TimeSpan.FromSeconds(5));
        var starting = StartAsync();
        Assert.False(starting.IsCompleted);

        answer.SetResult();

        await starting.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(5), _losses.SinceCrash());
    }

    [Fact]
    public async Task A_table_that_does_not_answer_keeps_no_silo_from_starting()
    {
        _membership.Readable = new TaskCompletionSource().Task;
        _membership.Died(Other, by: Silo(3), _time.GetUtcNow());
        var starting = StartAsync();

        _time.Advance(TimeSpan.FromSeconds(5));

        await starting.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_table_that_could_not_be_read_is_read_again()
    {
        _membership.Readable = Task.FromException(new TimeoutException());
        _membership.Died(Other, by: Silo(3), _time.GetUtcNow());
        await StartAsync();
        Assert.Equal(TimeSpan.MaxValue, _losses.SinceCrash());
        _membership.Readable = Task.CompletedTask;

        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.MaxValue, _losses.SinceCrash());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromSeconds(5), _losses.SinceCrash());
    }

    private Task StartAsync() => _losses.StartAsync(TestContext.Current.CancellationToken);

    private void Becomes(SiloAddress silo, SiloStatus status)
    {
        _membership.Became(silo, status);
        _losses.SiloStatusChangeNotification(silo, status);
    }

    private static SiloAddress Silo(int generation) => SiloAddress.New(System.Net.IPAddress.Loopback, 11111, generation);
}
