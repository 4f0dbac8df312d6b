using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;

namespace SignalFire.Silo.Telemetry;

/// <summary>Serves <c>/metrics</c> and the health endpoints on a port of their own: a web server beside the program's, which stops after it.</summary>
/// <remarks>Nothing of it can be reached through the program's own port, and a gateway that drains answers here while that port is closed.</remarks>
internal sealed class MetricsServer(IServiceProvider program, IOptions<MetricsOptions> options) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { Enabled: true, Port: { } port })
        {
            return;
        }

        _app = Build(port);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new StartupException($"The metrics can't be served on port {port} ({MetricsOptions.Section}:{nameof(MetricsOptions.Port)}): {taken.Message}");
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build(int port)
    {
        // Empty: the program's addresses, configuration and signals are not for this one.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.ListenAnyIP(port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(program.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(program.GetRequiredService<HealthCheckService>());
        builder.Services.AddRoutingCore();

        var app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            program.GetRequiredService<MeterProvider>(), predicate: null, MetricsEndpoint.Path, configureBranchedPipeline: null, optionsName: null);
        app.MapSignalFireHealth();
        return app;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
