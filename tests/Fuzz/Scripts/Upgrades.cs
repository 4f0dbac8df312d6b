using System.Text;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Scripts;

/// <summary>Upgrade requests, as they should be and as they should not.</summary>
internal static class Upgrades
{
    private const string Upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private const string Version = "Sec-WebSocket-Version: 13\r\n";
    private const string Host = "Host: 127.0.0.1\r\n";
    private const string V1 = "Sec-WebSocket-Protocol: signalfire.v1\r\n";
    private const string Rest = Host + Upgrade + Key + Version;
    private const string C = Canary.Word;

    private static readonly string[] Requests =
    [
        // Queries and paths.
        $"GET /?{C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /?resume={C}&seq=3 HTTP/1.1\r\n{Rest}{V1}\r\n",
        $"GET /?resume={new string('A', 6000)}&seq=0 HTTP/1.1\r\n{Rest}{V1}\r\n",
        $"GET /?resume=&resume=a&seq=0 HTTP/1.1\r\n{Rest}{V1}\r\n",
        $"GET /?seq={C} HTTP/1.1\r\n{Rest}{V1}\r\n",
        $"GET /?seq=-1 HTTP/1.1\r\n{Rest}{V1}\r\n",
        $"GET /?seq={new string('9', 1000)} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /?peerId={C}&access_token={C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /?{new string('q', 7000)}={C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /?{new string('q', 100_000)}={C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /?{string.Concat(Enumerable.Repeat("a=b&", 2000))} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /?%00%ff%{C}=%zz HTTP/1.1\r\n{Rest}\r\n",
        $"GET /{C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /ws/{C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /../{C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET //%2e%2e/%00{C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET http://{C}/ HTTP/1.1\r\n{Rest}\r\n",
        $"GET * HTTP/1.1\r\n{Rest}\r\n",

        // The handshake itself.
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Version}\r\n",
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Version}Sec-WebSocket-Key: {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Version}Sec-WebSocket-Key: \r\n\r\n",
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Version}{Key}{Key}\r\n",
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}\r\n",
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}Sec-WebSocket-Version: 8\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}Sec-WebSocket-Version: {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Host}Connection: close\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Host}Connection: Upgrade\r\nUpgrade: {C}\r\n{Key}{Version}\r\n",
        $"GET / HTTP/1.1\r\n{Host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n",
        $"GET / HTTP/1.0\r\n{Rest}\r\n",
        $"GET / HTTP/9.9\r\n{Rest}\r\n",
        $"POST / HTTP/1.1\r\n{Rest}Content-Length: 5\r\n\r\nhello",
        $"POST / HTTP/1.1\r\n{Host}Content-Length: 99999999999\r\n\r\n{C}",
        $"POST / HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n{C}\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Expect: 100-continue\r\nContent-Length: 1\r\n\r\n",
        $"{C} / HTTP/1.1\r\n{Rest}\r\n",
        $"CONNECT {C}:443 HTTP/1.1\r\n{Host}\r\n",
        $"OPTIONS * HTTP/1.1\r\n{Host}\r\n",

        // Headers.
        $"GET / HTTP/1.1\r\n{Upgrade}{Key}{Version}\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Host: {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Protocol: {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Protocol: signalfire.v1, bearer.{C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Protocol: {string.Join(", ", Enumerable.Range(0, 1000).Select(i => Invariant($"p{i}")))}, signalfire.v1\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}{V1}{V1}{V1}\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Protocol: \r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Protocol: SIGNALFIRE.V1,,;\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=8\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Sec-WebSocket-Extensions: permessage-deflate; {C}=\"{C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Origin: https://{C}.example\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Origin: null\r\nOrigin: {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Authorization: Bearer {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Authorization: {C} {new string('a', 20_000)}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}X-Forwarded-For: {C}, 10.0.0.1\r\nX-Forwarded-Proto: https\r\nForwarded: for={C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}Cookie: {C}={new string('c', 10_000)}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}{string.Concat(Enumerable.Range(0, 200).Select(i => Invariant($"X-{i}: {C}\r\n")))}\r\n",
        $"GET / HTTP/1.1\r\n{Rest}X-Long: {new string('x', 60_000)}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}{C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}X-Fold: a\r\n {C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}X-Nul: a\0{C}\r\n\r\n",
        $"GET / HTTP/1.1\r\n{Rest}X-\u00e9: {C}\r\n\r\n",

        // Not HTTP, not all of it, more than that.
        $"GET / HTTP/1.1\r\n{Host}{Upgrade}",
        $"GET / HTTP/1.1\n{Host}\n\n",
        "\r\n\r\n\r\n\r\n",
        $"{C}\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + C,
        $"GET / HTTP/1.1\r\n{Rest}\r\n{C}{C}",
        $"GET / HTTP/1.1\r\n{Rest}\r\nGET / HTTP/1.1\r\n{Rest}\r\n",
        $"GET / HTTP/1.1\r\n{Host}\r\nGET /?{C} HTTP/1.1\r\n{Rest}\r\n",
        $"GET /health/ready HTTP/1.1\r\n{Host}\r\nGET / HTTP/1.1\r\n{Rest}\r\n",
    ];

    private static readonly byte[] Classic = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{Rest}\r\n");
    private static readonly byte[] WithAnswers = Encoding.ASCII.GetBytes($"GET /ws HTTP/1.1\r\n{Rest}{V1}\r\n");

    public static byte[] Good(Random random) => random.Next(2) == 0 ? Classic : WithAnswers;

    public static byte[] Odd(Random random)
    {
        var request = Encoding.Latin1.GetBytes(Requests[random.Next(Requests.Length)]);
        return random.Next(2) == 0 ? request : new Mutator(random).Mutate(request, random.Next(1, 4));
    }
}
