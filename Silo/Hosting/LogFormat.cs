using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Console;

namespace SignalFire.Silo.Hosting;

/// <summary>How the log is written: for whoever reads it, a person or a program.</summary>
internal static class LogFormat
{
    private const string FormatterKey = "Logging:Console:FormatterName";
    private const string Simple = "simple";

    /// <summary>The default: one line for each event where a person reads along (a terminal, or Development), JSON otherwise.</summary>
    /// <param name="configuration">What is configured; a formatter that is named there is kept.</param>
    /// <param name="isRead">Whether a person reads along.</param>
    public static Dictionary<string, string?> Of(IConfiguration configuration, bool isRead)
    {
        var formatter = configuration[FormatterKey] ?? (isRead ? Simple : "json");
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { [FormatterKey] = formatter };
        if (string.Equals(formatter, Simple, StringComparison.OrdinalIgnoreCase))
        {
            settings["Logging:Console:FormatterOptions:SingleLine"] = "true";
            settings["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss ";
        }
        else
        {
            settings["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ";
            settings["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true";
            settings["Logging:Console:FormatterOptions:IncludeScopes"] = "true";
        }

        return settings;
    }

    /// <summary>Lets JSON say <c>'</c> as it is, for a log is no web page.</summary>
    public static void WritePlainly(this IServiceCollection services) =>
        services.Configure<JsonConsoleFormatterOptions>(options => options.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
