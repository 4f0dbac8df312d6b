using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

/// <summary>The program, told to ask a service of the host's who its peers are.</summary>
public sealed class WebhookGateway : IAsyncLifetime
{
    private ProgramGateway? _host;
    private HostService? _service;

    internal ProgramGateway Host => _host!;

    internal HostService Service => _service!;

    public async ValueTask InitializeAsync()
    {
        _service = await HostService.StartAsync();

        // The service fails in many tests, and is to be asked in the next all the same.
        _host = await StartAsync(_service, "Timeout=00:00:20", "Retries=1", "RetryDelay=00:00:00.001", "BreakTries=10000", "MaxConcurrent=4");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Service.DisposeAsync();
    }

    /// <summary>Starts one with options of its own.</summary>
    internal static Task<ProgramGateway> StartAsync(HostService service, params string[] options) => ProgramGateway.StartAsync(SettingsFor(service, options));

    /// <summary>Starts one in this process, with services of the test's.</summary>
    internal static Task<GatewayHost> StartHereAsync(HostService service, Action<IServiceCollection> services, params string[] options) =>
        GatewayHost.StartAsync(services, SettingsFor(service, options));

    /// <summary>Connects a v1 peer with a token.</summary>
    internal Task<TestPeer> ConnectAsync(string token = "t") => TestPeer.ConnectAsync(Host.At("ws", $"/?access_token={token}"), "signalfire.v1");

    /// <summary>Asks for the upgrade of a peer that is to be refused.</summary>
    internal Task<HttpResponseMessage> AskAsync(string token = "t") => Upgrade.SendAsync(Host.At("http", $"/?access_token={token}"), "signalfire.v1");

    private static string[] SettingsFor(HostService service, string[] options) =>
        [
            "SignalFire:Identity:Mode=Webhook",
            "SignalFire:Identity:Patience=00:00:50",
            $"SignalFire:Identity:Webhook:Url={service.Url}",
            $"SignalFire:Identity:Webhook:Secret={HostService.Secret}",
            .. options.Select(option => $"SignalFire:Identity:Webhook:{option}"),
        ];
}
