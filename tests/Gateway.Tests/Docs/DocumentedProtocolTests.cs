using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignalFire.Gateway.Peers;
using SignalFire.Grains;
using SignalFire.Silo.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Docs;

public sealed class DocumentedProtocolTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_example_of_the_protocol_page_is_what_happens()
    {
        var steps = DocumentedStep.ReadAll();
        Assert.True(steps.Count >= 18, $"Only {steps.Count} examples were found in docs/protocol.md.");
        await using var app = await StartAsync();
        var url = new Uri(app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal));
        var peers = new Dictionary<string, ClientWebSocket>(StringComparer.Ordinal);

        foreach (var step in steps)
        {
            switch (step.Verb)
            {
                case "connects":
                    peers[step.Peer] = new ClientWebSocket();
                    await peers[step.Peer].ConnectAsync(new Uri(url, $"/ws?peerId={step.Peer}"), TestContext.Current.CancellationToken);
                    Assert.Equal(step.Text, await ReceiveAsync(peers[step.Peer], step));
                    break;
                case "sends":
                    await peers[step.Peer].SendAsync(Encoding.UTF8.GetBytes(step.Text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
                    break;
                case "receives":
                    Assert.Equal(step.Text, await ReceiveAsync(peers[step.Peer], step));
                    break;
                default:
                    Assert.Fail($"docs/protocol.md has an example that no test can run: '{step.Peer} {step.Verb}'.");
                    break;
            }
        }

        foreach (var peer in peers.Values)
        {
            peer.Dispose();
        }
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.UseEmbeddedSilo();
        builder.Services.AddSignalFireGateway();
        builder.Services.AddSingleton<IPeerIdGenerator, PeerIdsFromQuery>();
        var app = builder.Build();
        app.MapSignalFire("/ws");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket, DocumentedStep step)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{step.Peer} did not receive {step.Text} within {Deadline}.", late);
        }
    }

    private sealed class PeerIdsFromQuery : IPeerIdGenerator
    {
        public ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerId.Parse(context.Request.Query["peerId"].ToString()));
    }
}
