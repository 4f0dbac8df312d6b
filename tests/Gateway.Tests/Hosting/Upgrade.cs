namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>An upgrade request as plain HTTP, for those that are to be refused.</summary>
internal static class Upgrade
{
    private static readonly HttpClient Http = new();

    public static async Task<HttpResponseMessage> SendAsync(Uri url, string? subprotocols = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (subprotocols is not null)
        {
            request.Headers.Add("Sec-WebSocket-Protocol", subprotocols);
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Http.SendAsync(request);
    }
}
