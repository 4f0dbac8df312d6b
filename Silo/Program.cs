using SignalFire.Silo.Dashboard;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;
using SignalFire.Silo.Telemetry;

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSignalFireDefaults(defaultUrl: "http://localhost:8081");
    builder.UseSignalFireSilo();
    builder.AddSignalFireDashboard();

    var app = builder.Build();
    app.UseSignalFireMetrics();
    app.MapSignalFireHealth();
    app.MapSignalFireDashboard();
    app.ReportStart();
    await app.RunToEndAsync();
});
