namespace SignalFire.Silo.Hosting;

/// <summary>Keeps the URLs of requests out of the logs: the query of a peer's may hold its token.</summary>
public static class RequestUrls
{
    // The start and the end of each request with its whole URL, and the beginning of a request line that can't be read.
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private const string BadRequests = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    /// <summary>Silences what tells URLs, whatever level is configured for it and whoever writes the log. Unhandled exceptions are still told.</summary>
    public static ILoggingBuilder HideRequestUrls(this ILoggingBuilder logging)
    {
        logging.Services.PostConfigure<LoggerFilterOptions>(Hide);
        return logging;
    }

    private static void Hide(LoggerFilterOptions filters)
    {
        // One rule is chosen for each category and provider, so each has to hide; the first stands in where none would be chosen.
        LoggerFilterRule[] rules = [new(providerName: null, categoryName: null, filters.MinLevel, filter: null), .. filters.Rules];
        filters.Rules.Clear();
        foreach (var rule in rules)
        {
            filters.Rules.Add(new LoggerFilterRule(
                rule.ProviderName,
                rule.CategoryName,
                rule.LogLevel,
                (provider, category, level) => !TellsUrls(category, level) && (rule.Filter?.Invoke(provider, category, level) ?? true)));
        }
    }

    private static bool TellsUrls(string? category, LogLevel level) =>
        string.Equals(category, Requests, StringComparison.Ordinal) ? level < LogLevel.Warning : string.Equals(category, BadRequests, StringComparison.Ordinal);
}
