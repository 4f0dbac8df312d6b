using System.Diagnostics.Metrics;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway.Telemetry;

/// <summary>What a gateway is asked for when its metrics are read, and what costs nothing until then.</summary>
internal sealed class GatewayGauges(IMeterFactory meters, ConnectionTable connections, Drain drain, ReachableSilos silos) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableUpDownCounter("signalfire.connections", ObserveConnections, "{connection}", "Connections that are there.");
        meter.CreateObservableGauge("signalfire.outbox.messages", () => connections.Measure().OutboxMessages, "{message}", "Messages and answers that wait to be written to sockets.");
        meter.CreateObservableGauge("signalfire.outbox.bytes", () => connections.Measure().OutboxBytes, "By", "Bytes of them.");
        meter.CreateObservableGauge("signalfire.silos", silos.Observe, "{silo}", "Silos that this gateway can reach.");
        meter.CreateObservableGauge("signalfire.draining", () => drain.IsDraining ? 1 : 0, unit: null, "1 while peers are asked to go elsewhere, 0 otherwise.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Measurement<long>[] ObserveConnections()
    {
        var now = connections.Measure();
        return [new(now.Classic, MetricTags.Protocol(WireForm.Classic)), new(now.V1, MetricTags.Protocol(WireForm.V1))];
    }
}
