using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Hosting;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;
using SignalFire.Silo.Telemetry;

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSignalFireDefaults(defaultUrl: "http://localhost:8080");
    builder.UseSignalFireCluster();
    builder.Services.AddSignalFireGateway();
    builder.AddSignalFireDoor();

    var app = builder.Build();
    app.UseSignalFireMetrics();
    app.UseKnownProxies();
    app.MapSignalFire("/");
    app.MapSignalFire("/ws");
    app.MapSignalFireHealth();
    app.ReportStart();
    await app.RunToEndAsync();
});
