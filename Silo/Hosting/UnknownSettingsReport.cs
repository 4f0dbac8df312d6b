namespace SignalFire.Silo.Hosting;

/// <summary>Warns of keys that nobody reads.</summary>
public static partial class UnknownSettingsReport
{
    /// <summary>Warns once for each, when the program is about to start. Not an error: a newer program's configuration has to start an older one, too.</summary>
    public static void ReportUnknownSettings(this WebApplication app, UnknownSettings settings)
    {
        foreach (var (key, nearest) in settings.In(app.Configuration))
        {
            if (nearest is null)
            {
                LogUnknown(app.Logger, key);
            }
            else
            {
                LogMisspelt(app.Logger, key, nearest);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The configuration has {Key}, which nothing reads here: it has no effect (docs/configuration.md).")]
    private static partial void LogUnknown(ILogger logger, string key);

    [LoggerMessage(2, LogLevel.Warning, "The configuration has {Key}, which nothing reads here: it has no effect. Is it {Nearest}?")]
    private static partial void LogMisspelt(ILogger logger, string key, string nearest);
}
