using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace SignalFire.Silo.Dashboard;

/// <summary>The Orleans dashboard, where an admin key is configured and nowhere else.</summary>
internal static class DashboardExtensions
{
    private const string Path = "/dashboard";

    /// <summary>Adds it, if there is a key; nothing at all otherwise.</summary>
    public static void AddSignalFireDashboard(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DashboardOptions.Section);
        builder.Services.AddOptionsWithValidateOnStart<DashboardOptions>().Bind(section);
        builder.Services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsValidator>();
        if (string.IsNullOrEmpty(section[nameof(DashboardOptions.AdminKey)]))
        {
            return;
        }

        builder.Services.AddSingleton(services => new AdminKey(services.GetRequiredService<IOptions<DashboardOptions>>().Value.AdminKey!));
        builder.Services.AddSingleton<AdminKeyCheck>();
        // Its live log would show what is logged at any level, peers' ids included.
        builder.UseOrleans(silo => silo.AddDashboard(dashboard => dashboard.HideTrace = true));
    }

    /// <summary>Maps it, behind the key.</summary>
    public static void MapSignalFireDashboard(this WebApplication app)
    {
        if (app.Services.GetService<AdminKeyCheck>() is { } check)
        {
            app.Use(next => context => check.InvokeAsync(context, next));
            app.MapOrleansDashboard(Path).WithMetadata(new AdminKeyMetadata());
        }
    }
}
