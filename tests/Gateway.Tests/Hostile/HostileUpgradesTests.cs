using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

[Collection(HostileTests.Name)]
public sealed class HostileUpgradesTests(HostileGateway gateway)
{
    private const string Canary = HostileGateway.Canary;
    private const string Upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private const string Version = "Sec-WebSocket-Version: 13\r\n";
    private const string Host = "Host: 127.0.0.1\r\n";

    [Theory]
    [InlineData(426, $"GET /?{Canary} HTTP/1.1\r\n{Host}Connection: close\r\n\r\n")]
    [InlineData(426, $"GET /?{Canary} HTTP/1.1\r\n{Host}{Upgrade}{Version}\r\n")]
    [InlineData(426, $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Version}Sec-WebSocket-Key: {Canary}\r\n\r\n")]
    [InlineData(426, $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}Sec-WebSocket-Version: 8\r\nX: {Canary}\r\n\r\n")]
    [InlineData(426, $"GET / HTTP/1.1\r\n{Host}Connection: Upgrade\r\nUpgrade: {Canary}\r\n{Key}{Version}\r\n")]
    [InlineData(400, $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}{Version}Sec-WebSocket-Protocol: {Canary}\r\n\r\n")]
    [InlineData(400, $"GET /?seq={Canary} HTTP/1.1\r\n{Host}{Upgrade}{Key}{Version}\r\n")]
    [InlineData(404, $"GET /{Canary} HTTP/1.1\r\n{Host}{Upgrade}{Key}{Version}\r\n")]
    [InlineData(400, $"GET / HTTP/1.1\r\n{Upgrade}{Key}{Version}X: {Canary}\r\n\r\n")]
    [InlineData(400, $"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}{Version}{Canary}\r\n\r\n")]
    [InlineData(400, $"GET / HTTP/1.1\r\n{Host}X-Nul: \0{Canary}\r\n\r\n")]
    [InlineData(400, $"{Canary} {Canary} {Canary}\r\n\r\n")]
    [InlineData(505, $"GET / HTTP/9.9\r\n{Host}X: {Canary}\r\n\r\n")]
    public async Task A_broken_upgrade_request_is_refused_and_not_repeated(int status, string request)
    {
        using var mallory = await RawSocket.ConnectAsync(gateway.Url);

        await mallory.RequestAsync(request);
        mallory.EndWriting();

        Assert.StartsWith($"HTTP/1.1 {status} ", mallory.Head, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, mallory.Head + await mallory.ReadToEndAsync(), StringComparison.Ordinal);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData(414, 100_000, 0)]
    [InlineData(431, 0, 100_000)]
    public async Task A_request_without_end_is_refused(int status, int query, int header)
    {
        using var mallory = await RawSocket.ConnectAsync(gateway.Url);

        await mallory.RequestAsync($"GET /?{new string('q', query)} HTTP/1.1\r\n{Host}X: {new string('x', header)}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", mallory.Head, StringComparison.Ordinal);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData("?resume=" + Canary + "&seq=7")]
    [InlineData("?resume=&seq=0")]
    [InlineData("?resume=a&resume=b&seq=0")]
    [InlineData("?resume=%00%ff%zz&seq=0")]
    [InlineData("?access_token=" + Canary)]
    [InlineData("?" + Canary + "=%F0%9F%98%80&=&&")]
    public async Task A_query_that_makes_no_sense_makes_a_fresh_peer(string query)
    {
        using var mallory = await RawSocket.OpenAsync(new Uri(gateway.Url, query), v1: true);

        await mallory.WriteFrameAsync(0x81, """{"type":"ping"}""");

        Assert.Equal("""{"type":"pong"}""", (await mallory.ReadFrameAsync()).Text);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task Noise_behind_an_upgrade_request_ends_its_own_connection_only()
    {
        using var mallory = await RawSocket.ConnectAsync(gateway.Url);

        await mallory.RequestAsync($"GET / HTTP/1.1\r\n{Host}{Upgrade}{Key}{Version}\r\nGET /{Canary} HTTP/1.1\r\n{Host}\r\n");

        Assert.StartsWith("HTTP/1.1 101 ", mallory.Head, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, await mallory.ReadToEndAsync(), StringComparison.Ordinal);
        await gateway.IsUnhurtAsync();
    }
}
