namespace SignalFire.Gateway.Tests.Door;

/// <summary>An upgrade request as plain HTTP, with what a test wants in its head; disposing the answer ends the connection.</summary>
internal static class Knock
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    public static async Task<HttpResponseMessage> AtAsync(Uri url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // The head is all of a 101 that ever ends.
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Knocks, and leaves again.</summary>
    public static async Task<int> StatusAsync(Uri url, params (string Name, string Value)[] headers)
    {
        using var answer = await AtAsync(url, headers);
        return (int)answer.StatusCode;
    }
}
