using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MyApp;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Own;

/// <summary>The example of docs/identity.md, word for word, with a real database.</summary>
public sealed class PeersOfDatabaseTests : IAsyncLifetime
{
    private const string Memory = "Data Source=devices;Mode=Memory;Cache=Shared";

    // Keeps the database, which lives in memory as long as anybody is connected to it.
    private readonly SqliteConnection _database = new(Memory);
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.OpenAsync();
        await using var fill = _database.CreateCommand();
        fill.CommandText =
            $"CREATE TABLE devices (key_hash TEXT PRIMARY KEY, peer_id TEXT); INSERT INTO devices VALUES ('{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("alice's key")))}', 'alice')";
        await fill.ExecuteNonQueryAsync();
        _host = await GatewayHost.StartAsync(services => services
            .AddSingleton<DbDataSource>(SqliteFactory.Instance.CreateDataSource(Memory))
            .AddScoped<IPeerAuthenticator, PeersOfDatabase>());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_is_who_the_database_says()
    {
        await using var alice = await TestPeer.ConnectWithHeaderAsync(_host.Url, "Bearer alice's key");

        Assert.Equal("alice", alice.Id);
    }

    [Theory]
    [InlineData("Bearer mallory's key")]
    [InlineData("Bearer ' OR 1=1 --")]
    [InlineData(null)]
    public async Task Nobody_else_is_let_in(string? authorization)
    {
        using var refusal = await Upgrade.SendAsync(_host.At("http", "/"), authorization: authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Contains("No device has this key.", await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_page_is_the_one_that_is_run_here()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Docs", "identity.md"));
        var compiled = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Docs", "PeersOfDatabase.cs"));

        Assert.Contains($"```csharp\n{compiled}```", page, StringComparison.Ordinal);
    }
}
