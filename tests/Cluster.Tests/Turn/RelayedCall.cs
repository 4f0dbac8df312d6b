using System.Text.Json;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Ice;
using Xunit;

namespace SignalFire.Cluster.Tests.Turn;

/// <summary>A gateway, the TURN server it makes credentials for, and two peers that call each other through that alone.</summary>
public sealed class RelayedCall : IAsyncLifetime
{
    private const string Secret = "the-secret-that-they-share";

    private TurnServer? _turn;
    private RunningProgram? _gateway;

    public async ValueTask InitializeAsync()
    {
        if (TurnTools.Missing is not null)
        {
            return;
        }

        _turn = await TurnServer.StartAsync(Secret);
        _gateway = RunningProgram.EmbeddedGateway($"--{TurnOptions.Section}:Urls:0={_turn.Url}", $"--{TurnOptions.Section}:SharedSecret={Secret}");
        await _gateway.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_turn?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The options of a gateway that makes such credentials.</summary>
    internal TurnOptions Options(string secret = Secret) => new() { SharedSecret = secret, Urls = { _turn!.Url } };

    /// <summary>Calls.</summary>
    /// <param name="credentials">What the peers use in place of the gateway's credentials.</param>
    internal async Task<RelayedCallResult> TryAsync(IceServer? credentials = null)
    {
        string[] others = credentials is null ? [] : [credentials.Username!, credentials.Credential!];
        await using var peers = ServerProcess.Start("two peers", "node", [TurnTools.Call, _gateway!.Url.ToString(), .. others]);
        Assert.True(await peers.ExitAsync() == 0, peers.Output);
        return JsonSerializer.Deserialize<RelayedCallResult>(peers.Output, JsonSerializerOptions.Web)!;
    }
}
