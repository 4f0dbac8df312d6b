using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Adds what asks the host's own service.</summary>
internal static class WebhookServiceExtensions
{
    public static void TryAddWebhook(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<WebhookOptions>().BindConfiguration(WebhookOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookBoundsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>());
        if (services.Any(service => service.ServiceType == typeof(WebhookAuthenticator)))
        {
            return;
        }

        services.AddSingleton<WebhookAuthenticator>();
        var client = services.AddHttpClient(WebhookAuthenticator.ClientName)
            // The bounds of a try are those of the pipeline below.
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // Only the place that was configured is believed.
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxResponseHeadersLength = 16,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            // They would tell of each try; the authenticator tells what an operator can act on.
            .RemoveAllLoggers();
        client.AddResilienceHandler("webhook", Configure);
        client.AddHttpMessageHandler(services => new WholeAnswer(services.GetRequiredService<IOptions<WebhookOptions>>().Value.MaxResponseBytes));
    }

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        var options = context.ServiceProvider.GetRequiredService<IOptions<WebhookOptions>>().Value;
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.ConfigureTelemetry(NullLoggerFactory.Instance);

        // Whoever waits is bounded by IdentityOptions.Patience.
        pipeline.AddConcurrencyLimiter(options.MaxConcurrent, queueLimit: int.MaxValue);
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // The service may ask for more patience than a peer has; the peer is told instead.
                ShouldRetryAfterHeader = false,
                ShouldHandle = static attempt => new(IsFailure(attempt.Outcome)),
            });
        }

        pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = options.BreakRatio,
            MinimumThroughput = options.BreakTries,
            SamplingDuration = options.BreakSample,
            BreakDuration = options.BreakTime,
            ShouldHandle = static attempt => new(IsFailure(attempt.Outcome)),
        });
        pipeline.AddTimeout(options.Timeout);
    }

    /// <summary>Whether the service did not come to an answer; a refusal is one.</summary>
    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: >= System.Net.HttpStatusCode.InternalServerError } => true,
        _ => false,
    };
}
