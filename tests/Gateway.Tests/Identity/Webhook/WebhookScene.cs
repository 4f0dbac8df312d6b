using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Identity.Webhook;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Gateway.Tests.Identity.Webhook;

/// <summary>What asks, without a gateway around it and on a clock of the test's; and a real service.</summary>
internal sealed class WebhookScene : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private WebhookScene(HostService service, string[] options)
    {
        Service = service;
        var settings = options
            .Append($"Url={service.Url}").Append($"Secret={HostService.Secret}").Append("Retries=0")
            .Select(option => option.Split('=', 2))
            .ToDictionary(option => $"{WebhookOptions.Section}:{option[0]}", option => (string?)option[1], StringComparer.Ordinal);
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(Time)
            .AddLogging(logging => logging.AddProvider(Log));
        services.TryAddWebhook();
        _services = services.BuildServiceProvider();
    }

    public HostService Service { get; }

    public FakeTimeProvider Time { get; } = new();

    public Hosting.HostLog Log { get; } = new();

    public static async Task<WebhookScene> StartAsync(params string[] options) => new(await HostService.StartAsync(), options);

    /// <summary>A peer asks to connect.</summary>
    public Task<PeerAuthentication> AskAsync() => AskUntilAsync(CancellationToken.None);

    /// <summary>A peer asks to connect, and may leave before it is answered.</summary>
    public Task<PeerAuthentication> AskUntilAsync(CancellationToken left) =>
        _services.GetRequiredService<WebhookAuthenticator>().AuthenticateAsync(new DefaultHttpContext(), left).AsTask().Within("an answer");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Service.DisposeAsync();
    }
}
