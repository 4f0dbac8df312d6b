using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Messaging;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Cluster;

public sealed class SiloListTests : IDisposable
{
    private static readonly Uri One = new("gwy.tcp://10.0.0.1:30000/7");
    private static readonly Uri Two = new("gwy.tcp://10.0.0.2:30000/8");

    private readonly Table _table = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly ClusterConnection _connection;
    private readonly SiloList _silos;

    public SiloListTests()
    {
        _connection = new ClusterConnection(_lifetime, NullLogger<ClusterConnection>.Instance);
        _silos = new SiloList(_table, new SiloAnswers(_time), _connection, _time, NullLogger<SiloList>.Instance);
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task It_has_what_the_table_lists()
    {
        _table.Listed = () => Task.FromResult<IList<Uri>>([One, Two]);

        Assert.Equal([One, Two], await _silos.GetGateways());
        Assert.Equal(2, _silos.Count);
    }

    [Fact]
    public async Task While_the_table_can_not_be_read_it_has_the_last_known()
    {
        _table.Listed = () => Task.FromResult<IList<Uri>>([One]);
        await _silos.GetGateways();
        _table.Listed = () => Task.FromException<IList<Uri>>(new TimeoutException());

        Assert.Equal([One], await _silos.GetGateways());
    }

    [Fact]
    public async Task A_table_that_hangs_is_not_awaited_for_long()
    {
        _table.Listed = () => Task.FromResult<IList<Uri>>([One]);
        await _silos.GetGateways();
        _table.Listed = () => new TaskCompletionSource<IList<Uri>>().Task;
        var reading = _silos.GetGateways();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([One], await reading);
    }

    [Fact]
    public async Task A_table_that_could_never_be_read_is_an_error()
    {
        _table.Listed = () => Task.FromException<IList<Uri>>(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(_silos.GetGateways);
    }

    [Fact]
    public async Task A_silo_that_is_not_listed_any_more_is_a_loss()
    {
        _table.Listed = () => Task.FromResult<IList<Uri>>([One, Two]);
        await _silos.GetGateways();
        var loss = new TaskCompletionSource();
        await using var told = _connection.NextLoss.Register(loss.SetResult);
        _table.Listed = () => Task.FromResult<IList<Uri>>([One]);
        await _silos.GetGateways();

        await loss.Task.Within("the loss");
    }

    private sealed class Table : IGatewayListProvider
    {
        public Func<Task<IList<Uri>>> Listed { get; set; } = () => Task.FromResult<IList<Uri>>([]);

        public TimeSpan MaxStaleness => throw new NotSupportedException();

        [Obsolete("Orleans does not ask for it any more.")]
        public bool IsUpdatable => throw new NotSupportedException();

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public Task<IList<Uri>> GetGateways() => Listed();
    }
}
