using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hostile;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

/// <summary>Each limit of the door once, at the program.</summary>
public sealed class GuardedProgramTests(GuardedProgram program) : IClassFixture<GuardedProgram>
{
    [Fact]
    public async Task An_address_may_knock_so_often()
    {
        var statuses = new List<int>();
        while (statuses.Count < 60 && !statuses.Contains(429))
        {
            // Whoever is nobody has no connection that could be one too many.
            statuses.Add(await Knock.StatusAsync(program.Gateway.At("http", "/"), ("X-Forwarded-For", "203.0.113.1")));
        }

        Assert.Equal(401, statuses[0]);
        Assert.Equal(429, statuses[^1]);
    }

    [Fact]
    public async Task An_address_has_so_many_connections_until_one_ends()
    {
        const string Address = "203.0.113.2";
        using var alice = await program.ConnectAsync(Address, "alice of an address");
        using var bob = await program.ConnectAsync(Address, "bob of an address");
        using var carol = await program.ConnectAsync(Address, "carol of an address");
        using var dave = await program.ConnectAsync(Address, "dave of an address");

        using (var refusal = await program.KnockAsync(Address, "eve of an address"))
        {
            Assert.Equal(429, (int)refusal.StatusCode);
            Assert.NotNull(refusal.Headers.RetryAfter);
        }

        dave.Dispose();
        using var eve = await program.ConnectAsync(Address, "eve of an address");
    }

    [Fact]
    public async Task An_account_has_so_many_connections_until_one_ends()
    {
        using var phone = await program.ConnectAsync("203.0.113.3", "acme");
        using var laptop = await program.ConnectAsync("203.0.113.4", "acme");

        // As soon as the peers of other tests have left: they would fill the gateway first.
        await Eventually.IsAsync((429, true), async () =>
        {
            using var refusal = await program.KnockAsync("203.0.113.5", "acme");
            return ((int)refusal.StatusCode, refusal.Headers.RetryAfter is not null);
        });

        phone.Dispose();
        using var tablet = await program.ConnectAsync("203.0.113.5", "acme");
    }

    [Fact]
    public async Task A_gateway_has_so_many_connections_until_one_ends()
    {
        var held = new List<HttpResponseMessage>();
        for (var i = 0; i < GuardedProgram.MaxConnections; i++)
        {
            held.Add(await program.ConnectAsync($"203.0.113.{100 + i}", $"one of many {i}"));
        }

        using var refusal = await program.KnockAsync("203.0.113.98", "one too many");
        Assert.Equal(503, (int)refusal.StatusCode);
        Assert.NotNull(refusal.Headers.RetryAfter);
        held.ForEach(answer => answer.Dispose());
        using var next = await program.ConnectAsync("203.0.113.99", "next");
    }

    [Fact]
    public async Task Who_does_not_finish_its_request_is_cut()
    {
        using var mallory = await RawSocket.ConnectAsync(program.Gateway.Url);

        await mallory.WriteAsync([.. "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8]);

        Assert.StartsWith("HTTP/1.1 408 ", await mallory.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_read_is_closed_before_it_fills_the_memory()
    {
        (await program.ConnectAsync("203.0.113.6", "mallory who never reads")).Dispose();
        using var mallory = await RawPeer.ConnectAsync(program.UrlOf("ws", "mallory who never reads"), receiveBuffer: 4096);
        await using var alice = await TestPeer.ConnectAsync(program.UrlOf("ws", "alice who sends"));
        var closed = program.Gateway.LineWithAsync($"The connection of peer {mallory.Id} ended: 4008");

        var text = $$"""{"peerId":"{{mallory.Id}}","x":"{{new string('x', 50_000)}}"}""";
        while (!closed.IsCompleted)
        {
            await alice.SendAsync(text);
        }

        await closed;
    }
}
