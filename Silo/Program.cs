using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddSignalFireDefaults(defaultUrl: "http://localhost:8081");
builder.UseSignalFireSilo();

var app = builder.Build();
app.MapSignalFireHealth();
await app.RunAsync();
