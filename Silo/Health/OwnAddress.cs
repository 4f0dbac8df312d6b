namespace SignalFire.Silo.Health;

/// <summary>Where a program that is configured like this listens, seen from its own machine.</summary>
internal static class OwnAddress
{
    private static readonly string[] AnyHost = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>Its first address of plain http; null where there is none. The keys, and which goes before which, are ASP.NET Core's.</summary>
    public static Uri? Of(IConfiguration configuration, string defaultUrl)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "").ToArray();
        var urls = endpoints is [_, ..] ? endpoints
            : configuration["urls"] is { Length: > 0 } listed ? Listed(listed)
            : configuration["http_ports"] is { Length: > 0 } ports ? [.. Listed(ports).Select(port => $"http://*:{port}")]
            : [defaultUrl];
        return urls.Where(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)).Select(FromHere).FirstOrDefault();
    }

    private static string[] Listed(string list) => list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Uri FromHere(string url)
    {
        var bound = BindingAddress.Parse(url);
        return new UriBuilder(bound.Scheme, AnyHost.Contains(bound.Host, StringComparer.Ordinal) ? "127.0.0.1" : bound.Host, bound.Port).Uri;
    }
}
