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
    [Fact]
    public async Task Every_example_of_the_protocol_page_is_what_happens()
    {
        var steps = DocumentedStep.ReadAll();
        Assert.True(steps.Count >= 42, $"Only {steps.Count} examples were found in docs/protocol.md.");
        await using var app = await StartAsync();
        await using var withTurn = await StartAsync("SignalFire:Ice:Turn:Urls:0=turn:turn.example.org:3478?transport=udp", "SignalFire:Ice:Turn:SharedSecret=0123456789abcdef");
        using var peers = new DocumentedPeers();

        foreach (var step in steps)
        {
            switch (step.Verb, step.Rest)
            {
                case ("connects", "" or "with v1"):
                    await peers.ConnectAsync(UrlOf(app), step.Peer, v1: step.Rest.Length > 0);
                    break;
                case ("connects", "with v1 where TURN is configured"):
                    await peers.ConnectAsync(UrlOf(withTurn), step.Peer, v1: true);
                    break;
                case ("resumes", ['a', 'f', 't', 'e', 'r', ' ', .. var seq]):
                    await peers.ResumeAsync(UrlOf(app), step.Peer, seq);
                    break;
                case ("sends", ""):
                    await peers.SendAsync(step.Peer, step.Text);
                    continue;
                case ("receives", ""):
                    break;
                case ("receives", "as the gateway leaves"):
                    _ = app.StopAsync(TestContext.Current.CancellationToken);
                    break;
                default:
                    Assert.Fail($"docs/protocol.md has an example that no test can run: '{step.Peer} {step.Verb} {step.Rest}'.");
                    break;
            }

            Assert.Equal(step.Text, await peers.ReceiveAsync(step));
        }
    }

    [Fact]
    public void Every_json_of_the_protocol_page_is_such_an_example() =>
        Assert.DoesNotContain("```json", File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "protocol.md")), StringComparer.Ordinal);

    private static Uri UrlOf(WebApplication app) => new(app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal));

    private static async Task<WebApplication> StartAsync(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
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

    private sealed class PeerIdsFromQuery : IPeerIdGenerator
    {
        public ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken) =>
            new(PeerId.Parse(context.Request.Query["peerId"].ToString()));
    }
}
