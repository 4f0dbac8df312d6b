using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Hosting;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSignalFireDefaults(defaultUrl: "http://localhost:8080");
    builder.UseSignalFireCluster();
    builder.Services.AddSignalFireGateway();

    var app = builder.Build();
    app.MapSignalFire("/");
    app.MapSignalFire("/ws");
    app.MapSignalFireHealth();
    app.ReportStart();
    await app.RunToEndAsync();
});
