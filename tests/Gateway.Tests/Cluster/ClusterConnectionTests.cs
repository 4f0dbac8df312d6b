using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Cluster;

public sealed class ClusterConnectionTests : IDisposable
{
    private readonly ClusterConnection _connection = new(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<ClusterConnection>.Instance);

    public void Dispose() => _connection.Dispose();

    [Fact]
    public async Task A_connection_that_ends_is_a_loss()
    {
        var told = new TaskCompletionSource();
        await using var registration = _connection.NextLoss.Register(told.SetResult);
        Change(from: 2, to: 1);

        await told.Task.Within("the loss");
    }

    [Fact]
    public void The_next_loss_is_another()
    {
        var first = _connection.NextLoss;
        Change(from: 2, to: 1);

        Assert.NotEqual(first, _connection.NextLoss);
        Assert.False(_connection.NextLoss.IsCancellationRequested);
    }

    [Fact]
    public void A_new_connection_is_none()
    {
        var next = _connection.NextLoss;
        Change(from: 1, to: 2);

        Assert.Equal(next, _connection.NextLoss);
    }

    private void Change(int from, int to) => ((IClusterConnectionStatusObserver)_connection).NotifyGatewayCountChanged(to, from, connectionRecovered: false);
}
