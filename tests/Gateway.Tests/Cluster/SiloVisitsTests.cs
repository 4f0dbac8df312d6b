using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Messaging;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Dispatch;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Cluster;

/// <summary>A gateway knocks at two silos; the test answers.</summary>
public sealed class SiloVisitsTests : IAsyncLifetime
{
    private static readonly Uri One = new("gwy.tcp://10.0.0.1:30000/7");
    private static readonly Uri Two = new("gwy.tcp://10.0.0.2:30000/8");
    private static readonly Uri[] Both = [One, Two];

    private readonly TimerClock _time = new();
    private readonly Door _door = new();
    private readonly ClusterConnection _connection = new(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<ClusterConnection>.Instance);
    private readonly SiloAnswers _answers;
    private readonly SiloVisits _visits;

    public SiloVisitsTests()
    {
        _answers = new SiloAnswers(_time);
        var silos = new SiloList(new Table(), _answers, _connection, _time, NullLogger<SiloList>.Instance);
        Assert.True(silos.GetGateways().IsCompletedSuccessfully);
        _visits = new SiloVisits(new FakeCluster { Door = _door }, silos, _answers, _connection, [_connection], _time, NullLogger<SiloVisits>.Instance);
    }

    public async ValueTask InitializeAsync()
    {
        await _visits.StartAsync(TestContext.Current.CancellationToken);
        await _time.IsSetFor(SiloList.RefreshPeriod).Within("the first round to be due");
    }

    public async ValueTask DisposeAsync()
    {
        await _visits.StopAsync(CancellationToken.None);
        _visits.Dispose();
        _connection.Dispose();
    }

    [Fact]
    public async Task Each_round_there_is_a_knock_for_each_silo()
    {
        await RoundAsync(One, Two);
        await RoundAsync(One, Two);

        Assert.False(_door.HasNext);
    }

    [Fact]
    public async Task Who_answers_one_round_and_then_no_more_is_left()
    {
        await RoundAsync(One, Two);
        for (var i = 0; i <= SiloAnswers.MostMissed; i++)
        {
            await RoundAsync(One, silent: Two);
        }

        Assert.Equal([One], _answers.Choose(Both, out _));
    }

    [Fact]
    public async Task A_knock_that_fails_is_no_answer_and_the_next_round_comes()
    {
        await RoundAsync(One, Two);
        for (var i = 0; i <= SiloAnswers.MostMissed; i++)
        {
            Pass();
            (await _door.NextAsync()).Answer(One);
            (await _door.NextAsync()).Fail();
        }

        Assert.Equal([One], _answers.Choose(Both, out _));
    }

    [Fact]
    public async Task When_all_are_silent_for_long_the_cluster_is_lost()
    {
        await RoundAsync(One, Two);
        await RoundsAsync(SiloAnswers.MostMissedOfAll);
        Assert.False(_connection.IsLost);

        await RoundsAsync(1);

        Assert.True(_connection.IsLost);
    }

    [Fact]
    public async Task The_cluster_that_is_lost_is_back_when_one_answers()
    {
        await RoundAsync(One, Two);
        await RoundsAsync(SiloAnswers.MostMissedOfAll + 1);

        await RoundAsync(One, silent: Two);

        Assert.False(_connection.IsLost);
    }

    [Fact]
    public async Task A_cluster_whose_loss_is_told_late_is_back_when_one_answers()
    {
        await RoundAsync(One, Two);
        ((IClusterConnectionStatusObserver)_connection).NotifyClusterConnectionLost();

        await RoundAsync(One, Two);

        Assert.False(_connection.IsLost);
    }

    [Fact]
    public async Task A_cluster_that_never_answered_is_lost_too()
    {
        await RoundsAsync(SiloAnswers.MostMissedOfAll + 1);

        Assert.True(_connection.IsLost);
    }

    /// <summary>Rounds in which nobody answers.</summary>
    private async Task RoundsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Pass();
            await _door.NextAsync();
            await _door.NextAsync();
        }
    }

    /// <summary>Both silos are knocked at; who is silent does not hold up the next round.</summary>
    private async Task RoundAsync(Uri answering, Uri? other = null, Uri? silent = null)
    {
        Pass();
        (await _door.NextAsync()).Answer(answering);
        var second = await _door.NextAsync();
        if (silent is null)
        {
            second.Answer(other!);
        }
    }

    private void Pass() => _time.Advance(SiloList.RefreshPeriod);

    private sealed class Door : ISiloDoor
    {
        private readonly Channel<Knock> _knocks = Channel.CreateUnbounded<Knock>();

        public bool HasNext => _knocks.Reader.TryPeek(out _);

        public Task<Knock> NextAsync() => _knocks.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Within("a knock");

        public ValueTask<SiloAddress> KnockAsync()
        {
            var knock = new Knock();
            _knocks.Writer.TryWrite(knock);
            return new(knock.Silo);
        }
    }

    private sealed class Knock
    {
        // What follows runs within Answer and Fail.
        private readonly TaskCompletionSource<SiloAddress> _silo = new();

        public Task<SiloAddress> Silo => _silo.Task;

        public void Answer(Uri silo) => _silo.SetResult(SiloAddress.New(IPAddress.Parse(silo.Host), silo.Port, generation: 1));

        public void Fail() => _silo.SetException(new TimeoutException());
    }

    private sealed class Table : IGatewayListProvider
    {
        public TimeSpan MaxStaleness => throw new NotSupportedException();

        [Obsolete("Orleans does not ask for it any more.")]
        public bool IsUpdatable => throw new NotSupportedException();

        public Task InitializeGatewayListProvider() => throw new NotSupportedException();

        public Task<IList<Uri>> GetGateways() => Task.FromResult<IList<Uri>>(Both);
    }
}
