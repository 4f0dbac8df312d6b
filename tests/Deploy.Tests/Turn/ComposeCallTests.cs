using System.Text.Json;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Turn;
using SignalFire.Deploy.Tests.Compose;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Silo.Health;
using Xunit;

namespace SignalFire.Deploy.Tests.Turn;

/// <summary>coturn as compose runs it, at its address of compose, and a gateway with compose's settings for it. No port is published here: peers ask coturn at its own address.</summary>
public sealed class ComposeCallTests
{
    private const string Url = "http://127.0.0.1:8080";

    [Theory]
    [InlineData(null)]
    [InlineData("203.0.113.7")]
    public async Task Two_peers_that_both_need_TURN_meet(string? host)
    {
        TurnTools.Require();
        ContainerNetwork.Require();
        var variables = new Dictionary<string, string>(ComposeSecrets.All, StringComparer.Ordinal);
        if (host is not null)
        {
            variables["TURN_HOST"] = host;
        }

        var compose = ComposeFile.Of(ComposeFile.Text, variables);
        var address = compose.Services["coturn"].AddressIn("turn")!;
        using var network = new ContainerNetwork(address);
        await using var coturn = await ComposeCoturn.StartAsync(variables, port: null, network.Prefix);
        var settings = compose.Services["gateway-1"].Environment.Where(setting => setting.Key.StartsWith("SignalFire__Ice__", StringComparison.Ordinal))
            .Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value.Replace(host ?? "127.0.0.1", address, StringComparison.Ordinal)}");
        await using var gateway = Start(network, "gateway", "dotnet", [BuiltPrograms.Gateway, $"--urls={Url}", .. settings]);
        await gateway.SaysAsync("Application started");
        await Eventually.IsAsync(0, () => HealthAsync(network));

        await using var peers = Start(network, "two peers", "node", [TurnTools.Call, Url.Replace("http", "ws", StringComparison.Ordinal)]);

        Assert.True(await peers.ExitAsync() == 0, $"{peers.Output}\n{coturn.Process.Output}");
        Assert.Equal("hello", JsonSerializer.Deserialize<RelayedCallResult>(peers.Output, JsonSerializerOptions.Web)!.Received);
    }

    private static async Task<int> HealthAsync(ContainerNetwork network)
    {
        await using var asked = Start(network, "the question", "dotnet", [BuiltPrograms.Gateway, OwnHealth.Argument, $"--urls={Url}"]);
        return await asked.ExitAsync();
    }

    private static ServerProcess Start(ContainerNetwork network, string name, string program, string[] arguments) =>
        ServerProcess.Start(name, network.Prefix[0], [.. network.Prefix[1..], program, .. arguments]);
}
