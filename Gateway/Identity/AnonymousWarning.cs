namespace SignalFire.Gateway.Identity;

/// <summary>Says at the start that anybody may connect, where that may be an oversight: outside of development, and where nothing was chosen.</summary>
internal sealed partial class AnonymousWarning(IServiceScopeFactory scopes, IHostEnvironment environment, ILogger<AnonymousWarning> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!environment.IsDevelopment() && scope.ServiceProvider.GetRequiredService<IPeerAuthenticator>() is AnonymousAuthenticator)
        {
            LogAnonymous();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Warning, "Anybody may connect: SignalFire:Identity:Mode is Anonymous. Choose Jwt or Webhook, or register your own IPeerAuthenticator, before strangers can reach this gateway (docs/identity.md).")]
    private partial void LogAnonymous();
}
