using SignalFire.Silo.Dashboard;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;
using SignalFire.Silo.Telemetry;

const string DefaultUrl = "http://localhost:8081";
if (OwnHealth.IsAskedFor(args))
{
    return await OwnHealth.AskAsync(args, DefaultUrl);
}

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSignalFireDefaults(DefaultUrl);
    builder.UseSignalFireSilo();
    builder.AddSignalFireDashboard();

    var app = builder.Build();
    app.UseSignalFireMetrics();
    app.MapSignalFireHealth();
    app.MapSignalFireDashboard();
    app.ReportStart();
    await app.RunToEndAsync();
});
