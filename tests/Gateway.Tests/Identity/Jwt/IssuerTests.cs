using System.Net;
using System.Text;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

public sealed class IssuerTests
{
    private static readonly string[] Seldom = ["SignalFire:Identity:Jwt:KeyLifetime=00:01:00", "SignalFire:Identity:Jwt:KeyRefreshInterval=01:00:00"];

    [Fact]
    public async Task Tokens_of_both_kinds_of_keys_are_taken_and_the_keys_fetched_once()
    {
        await using var gateway = await IssuerGateway.StartAsync();

        await using var alice = await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"));
        await using var bob = await gateway.ConnectAsync(gateway.Issuer.Es256("bob"));

        Assert.Equal(("alice", "bob"), (alice.Id, bob.Id));
        Assert.Equal(1, gateway.Issuer.Fetches);
    }

    [Fact]
    public async Task Keys_are_found_without_discovery()
    {
        await using var issuer = await KeyServer.StartAsync();
        await using var host = await Hosting.GatewayHost.StartAsync(settings:
        [
            .. issuer.Settings.Where(setting => !setting.Contains("Authority", StringComparison.Ordinal)),
            $"SignalFire:Identity:Jwt:JwksUrl={issuer.Url}/keys",
            $"SignalFire:Identity:Jwt:Issuer={issuer.Url}",
        ]);

        await using var alice = await Connections.TestPeer.ConnectWithHeaderAsync(host.Url, $"Bearer {issuer.Rs256("alice")}");

        Assert.Equal("alice", alice.Id);
    }

    [Fact]
    public async Task Discovery_may_be_elsewhere()
    {
        await using var issuer = await KeyServer.StartAsync();
        await using var host = await Hosting.GatewayHost.StartAsync(settings:
        [
            .. issuer.Settings.Where(setting => !setting.Contains("Authority", StringComparison.Ordinal)),
            $"SignalFire:Identity:Jwt:MetadataAddress={issuer.Url}/.well-known/openid-configuration",
        ]);

        await using var alice = await Connections.TestPeer.ConnectWithHeaderAsync(host.Url, $"Bearer {issuer.Rs256("alice")}");

        Assert.Equal("alice", alice.Id);
    }

    [Fact]
    public async Task The_public_key_is_no_shared_secret()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        var claims = Token.Claims("alice", issuer: gateway.Issuer.Url);
        var header = $$"""{"alg":"HS256","kid":"{{gateway.Issuer.RsaKeyId}}"}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(Token.Hs256(claims, Encoding.ASCII.GetBytes(gateway.Issuer.PublicPem), header)));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Algorithms_can_be_narrowed(string allowed)
    {
        await using var gateway = await IssuerGateway.StartAsync($"SignalFire:Identity:Jwt:Algorithms:0={allowed}");
        var (taken, refused) = allowed is "ES256" ? (gateway.Issuer.Es256("alice"), gateway.Issuer.Rs256("bob")) : (gateway.Issuer.Rs256("alice"), gateway.Issuer.Es256("bob"));

        await using var alice = await gateway.ConnectAsync(taken);

        Assert.Equal("alice", alice.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(refused));
    }

    [Fact]
    public async Task The_first_token_of_a_new_key_is_taken_and_the_old_key_is_not_any_more()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        var old = gateway.Issuer.Rs256("alice");
        await (await gateway.ConnectAsync(old)).DisposeAsync();
        gateway.Issuer.Rotate();
        gateway.Clock.Advance(TimeSpan.FromSeconds(11));

        await using var alice = await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"));

        Assert.Equal("alice", alice.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(old));
    }

    [Fact]
    public async Task The_program_takes_tokens_of_a_new_key_and_none_of_the_old_one_any_more()
    {
        await using var issuer = await KeyServer.StartAsync();
        await using var gateway = await Hosting.ProgramGateway.StartAsync([.. issuer.Settings, "SignalFire:Identity:Jwt:KeyRefreshInterval=00:00:01"]);
        var old = issuer.Rs256("alice");
        Assert.Equal(101, await KnockAsync(old));

        issuer.Rotate();

        await Eventually.IsAsync(101, () => KnockAsync(issuer.Es256("alice")));
        Assert.Equal(401, await KnockAsync(old));

        Task<int> KnockAsync(string token) => Knock.StatusAsync(gateway.At("http", "/"), ("Authorization", $"Bearer {token}"));
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_taken_for_its_lifetime_at_most()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        var old = gateway.Issuer.Es256("alice");
        await (await gateway.ConnectAsync(old)).DisposeAsync();
        gateway.Issuer.Rotate();

        gateway.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(old));
    }

    [Fact]
    public async Task A_shorter_lifetime_of_keys_holds()
    {
        await using var gateway = await IssuerGateway.StartAsync("SignalFire:Identity:Jwt:KeyLifetime=00:02:00");
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();
        gateway.Issuer.IsDown = true;

        gateway.Clock.Advance(TimeSpan.FromSeconds(119));
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("bob"))).DisposeAsync();
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.RefusalOfAsync(gateway.Issuer.Rs256("carol")));
    }

    [Fact]
    public async Task However_seldom_unknown_keys_are_looked_for_a_withdrawn_one_is_taken_for_its_lifetime_at_most()
    {
        await using var gateway = await IssuerGateway.StartAsync(Seldom);
        var old = gateway.Issuer.Rs256("alice");
        await (await gateway.ConnectAsync(old)).DisposeAsync();
        gateway.Issuer.Rotate();

        gateway.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(old));
    }

    [Fact]
    public async Task And_they_are_fetched_anew_at_half_of_it()
    {
        await using var gateway = await IssuerGateway.StartAsync(Seldom);
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();

        gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();

        await Eventually.IsAsync(2, () => Task.FromResult(gateway.Issuer.Fetches));
    }

    [Fact]
    public async Task A_longer_pause_between_looks_for_new_keys_holds()
    {
        await using var gateway = await IssuerGateway.StartAsync("SignalFire:Identity:Jwt:KeyRefreshInterval=00:01:00");
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();
        gateway.Issuer.Rotate();

        gateway.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(gateway.Issuer.Rs256("alice")));
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        await using var alice = await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"));
        Assert.Equal("alice", alice.Id);
    }

    [Fact]
    public async Task Forged_keys_do_not_make_the_gateway_fetch_again_and_again()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        using var forger = System.Security.Cryptography.RSA.Create(2048);
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();
        gateway.Clock.Advance(TimeSpan.FromSeconds(11));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await gateway.RefusalOfAsync(Token.Rs256(Token.Claims("bob", issuer: gateway.Issuer.Url), forger, $"forged-{i}")));
        }

        Assert.Equal(2, gateway.Issuer.Fetches);
    }

    /// <summary>Each of them waits for the answer, and holds one of the places of upgrades that are under way.</summary>
    [Fact]
    public async Task Forged_keys_do_not_shut_good_tokens_out_while_the_issuer_hangs()
    {
        await using var gateway = await IssuerGateway.StartAsync("SignalFire:Door:MaxUpgrades=4");
        using var forger = System.Security.Cryptography.RSA.Create(2048);
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();
        gateway.Clock.Advance(TimeSpan.FromSeconds(11));
        var held = new TaskCompletionSource();
        gateway.Issuer.Held = held.Task;

        var forged = Enumerable.Range(0, 4)
            .Select(i => gateway.RefusalOfAsync(Token.Rs256(Token.Claims("bob", issuer: gateway.Issuer.Url), forger, $"forged-{i}")))
            .ToList();
        for (var answered = 0; answered < 3; answered++)
        {
            var refused = await Task.WhenAny(forged);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await refused);
            forged.Remove(refused);
        }

        await using var alice = await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"));
        held.SetResult();
        Assert.Equal(HttpStatusCode.Unauthorized, await forged.Single());
    }

    [Fact]
    public async Task Nobody_is_let_in_while_the_keys_can_not_be_fetched()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        gateway.Issuer.IsDown = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.RefusalOfAsync(gateway.Issuer.Rs256("alice")));

        gateway.Issuer.IsDown = false;
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var alice = await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"));
        Assert.Equal("alice", alice.Id);
    }

    [Fact]
    public async Task Known_keys_go_on_while_their_issuer_is_down_until_they_are_too_old()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();
        gateway.Issuer.IsDown = true;

        gateway.Clock.Advance(TimeSpan.FromMinutes(59));
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("bob"))).DisposeAsync();
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.RefusalOfAsync(gateway.Issuer.Rs256("carol")));
    }

    [Fact]
    public async Task A_new_key_that_can_not_be_fetched_is_not_the_peers_fault()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        await (await gateway.ConnectAsync(gateway.Issuer.Rs256("alice"))).DisposeAsync();
        gateway.Issuer.Rotate();
        gateway.Issuer.IsDown = true;
        gateway.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.RefusalOfAsync(gateway.Issuer.Rs256("alice")));
    }

    [Fact]
    public async Task An_issuer_that_is_down_is_one_warning()
    {
        await using var gateway = await IssuerGateway.StartAsync();
        gateway.Issuer.IsDown = true;

        for (var i = 0; i < 3; i++)
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(2));
            await gateway.RefusalOfAsync(gateway.Issuer.Rs256("alice"));
        }

        Assert.Single(gateway.Host.Log.Lines, line => line.StartsWith("Warning SignalFire.Gateway.Identity.Jwt", StringComparison.Ordinal));
    }
}
