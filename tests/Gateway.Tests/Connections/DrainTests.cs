using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Tests.Dispatch;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class DrainTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConnectionTable _connections = new();
    private readonly GatewayOptions _options = new();
    private readonly HostOptions _host = new() { ShutdownTimeout = TimeSpan.FromSeconds(45) };
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly List<Bob> _bobs = [];
    private readonly Drain _drain;

    public DrainTests() => _drain = new Drain(_connections, _cluster, _lifetime, Options.Create(_options), Options.Create(_host), _time, NullLogger<Drain>.Instance);

    private int Closing => _bobs.Count(bob => bob.Connection.IsClosing);

    public async ValueTask InitializeAsync() => await _drain.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _drain.StopAsync(CancellationToken.None);
        _bobs.ForEach(bob => bob.Dispose());
    }

    [Fact]
    public void Connections_are_closed_one_after_the_other_500_in_a_second()
    {
        Connect(100);
        _lifetime.StopApplication();
        Assert.Equal(1, Closing);

        // One each 2 ms.
        for (var closed = 2; closed <= 100; closed++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(2));
            Assert.InRange(Closing, closed - 1, closed);
        }

        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(100, Closing);
    }

    [Fact]
    public void Many_are_closed_within_what_the_hosts_stop_leaves()
    {
        _host.ShutdownTimeout = _options.AnswerPatience + _options.CloseTimeout + TimeSpan.FromMilliseconds(10);
        Connect(100);
        _lifetime.StopApplication();
        _time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(100, Closing);
    }

    [Fact]
    public void Many_are_closed_within_the_drain_time()
    {
        _options.DrainTime = TimeSpan.FromMilliseconds(10);
        Connect(100);
        _lifetime.StopApplication();
        _time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(100, Closing);
    }

    [Fact]
    public void Without_a_drain_time_all_are_closed_at_once()
    {
        _options.DrainTime = TimeSpan.Zero;
        Connect(100);
        _lifetime.StopApplication();

        Assert.Equal(100, Closing);
    }

    [Fact]
    public void A_connection_that_comes_when_the_gateway_stops_is_closed_at_once()
    {
        _lifetime.StopApplication();
        Connect(1);

        Assert.Equal(1, Closing);
        Assert.False(_bobs[0].Connection.EndsSession);
    }

    [Fact]
    public void A_cluster_that_is_lost_for_too_long_loses_its_peers()
    {
        Connect(3);
        Lose();
        PassTime(_options.ClusterPatience - TimeSpan.FromSeconds(1));
        Assert.Equal(0, Closing);
        PassTime(TimeSpan.FromSeconds(2));

        Assert.Equal(3, Closing);
    }

    [Fact]
    public void One_that_is_found_in_time_keeps_them()
    {
        Connect(3);
        Lose();
        PassTime(TimeSpan.FromSeconds(1));
        _cluster.IsLost = false;
        PassTime(_options.ClusterPatience);

        Assert.Equal(0, Closing);
    }

    [Fact]
    public void One_that_is_lost_again_is_given_the_whole_patience_again()
    {
        Connect(3);
        Lose();
        PassTime(TimeSpan.FromSeconds(100));
        _cluster.IsLost = false;
        PassTime(TimeSpan.FromSeconds(1));
        Lose();
        PassTime(TimeSpan.FromSeconds(100));
        Assert.Equal(0, Closing);
        PassTime(TimeSpan.FromSeconds(25));

        Assert.Equal(3, Closing);
    }

    [Fact]
    public void One_that_is_found_while_its_peers_are_sent_away_keeps_the_rest()
    {
        Connect(1000);
        Lose();
        PassTime(_options.ClusterPatience + TimeSpan.FromSeconds(1));
        _cluster.IsLost = false;
        PassTime(TimeSpan.FromSeconds(5));

        Assert.InRange(Closing, 1, 999);
    }

    [Fact]
    public void Who_comes_after_a_cluster_was_lost_for_too_long_is_welcome()
    {
        Lose();
        PassTime(_options.ClusterPatience + TimeSpan.FromSeconds(1));
        _cluster.IsLost = false;
        Connect(1);

        Assert.Equal(0, Closing);
    }

    private void Connect(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var bob = new Bob();
            _bobs.Add(bob);
            _connections.Add(bob.Connection);
        }
    }

    /// <summary>The loss is told, and told to others after that.</summary>
    private void Lose()
    {
        ((IClusterConnectionStatusObserver)_drain).NotifyClusterConnectionLost();
        _cluster.IsLost = true;
    }

    private void PassTime(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMilliseconds(250))
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }
    }
}
