using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>Whether the page that opens a WebSocket may: browsers ask nobody before (WebSockets are not covered by CORS).</summary>
internal sealed class OriginPolicy(IOptions<DoorOptions> options)
{
    private readonly OriginRule[] _rules = RulesOf(options.Value.AllowedOrigins);

    /// <summary>Whether a request is let in; one without <c>Origin</c> is not of a browser, and could say there what it likes.</summary>
    public bool Allows(HttpRequest request)
    {
        var said = request.Headers.Origin;
        if (said.Count == 0)
        {
            return true;
        }

        Origin? page = said.Count == 1 && Origin.TryParse(said[0], out var from) ? from : null;
        Origin? target = Origin.TryParse($"{request.Scheme}://{request.Host.Value?.ToLowerInvariant()}", out var to) ? to : null;
        return Array.Exists(_rules, rule => rule.Allows(page, target));
    }

    private static OriginRule[] RulesOf(IList<string> origins) => origins.Count == 0
        ? [OriginRule.SameOrigin, OriginRule.Localhost]
        : [.. origins.Select(origin => OriginRule.TryParse(origin, out var rule) ? rule! : throw new ArgumentException("Not validated.", nameof(origins)))];
}
