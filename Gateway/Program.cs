using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Hosting;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;
using SignalFire.Silo.Telemetry;

const string DefaultUrl = "http://localhost:8080";
if (OwnHealth.IsAskedFor(args))
{
    return await OwnHealth.AskAsync(args, DefaultUrl);
}

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSignalFireDefaults(DefaultUrl);
    builder.UseSignalFireCluster();
    builder.Services.AddSignalFireGateway();
    builder.AddSignalFireDoor();

    var app = builder.Build();
    app.UseLastAnswers();
    app.UseSignalFireMetrics();
    app.UseKnownProxies();
    app.UseAddressLimits();
    app.MapSignalFire("/");
    app.MapSignalFire("/ws");
    app.MapSignalFireHealth();
    app.ReportUnknownSettings(GatewaySettings.Unknown);
    app.ReportStart();
    await app.RunToEndAsync();
});
