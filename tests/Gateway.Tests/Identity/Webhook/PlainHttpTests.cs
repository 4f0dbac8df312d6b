using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Identity.Webhook;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

public sealed class PlainHttpTests
{
    [Fact]
    public async Task Where_it_is_asked_for_a_service_on_another_machine_is_asked_in_plain_http()
    {
        await using var service = await HostService.StartAsync();
        await using var host = await GatewayHost.StartAsync(
            services => services.AddHttpClient(WebhookAuthenticator.ClientName).ConfigurePrimaryHttpMessageHandler(() => As("app.example.org", service.Url)),
            "SignalFire:Identity:Mode=Webhook",
            $"SignalFire:Identity:Webhook:Url=http://app.example.org:{service.Url.Port}/signalfire",
            $"SignalFire:Identity:Webhook:Secret={HostService.Secret}",
            "SignalFire:Identity:Webhook:Timeout=00:00:20",
            "SignalFire:Identity:Webhook:AllowHttp=true");

        await using var alice = await host.ConnectAsync();

        Assert.Single(service.Asked);
    }

    /// <summary>What name servers would do.</summary>
    private static SocketsHttpHandler As(string name, Uri service) => new()
    {
        ConnectCallback = async (context, cancellation) =>
        {
            Assert.Equal(new DnsEndPoint(name, service.Port), context.DnsEndPoint);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, service.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
