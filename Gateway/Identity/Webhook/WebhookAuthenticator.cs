using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;
using SignalFire.Gateway.Limits;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>Asks the host's own service who a peer is. Whatever is not clearly a yes lets nobody in.</summary>
internal sealed partial class WebhookAuthenticator(
    IHttpClientFactory clients, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookAuthenticator> logger) : IPeerAuthenticator
{
    /// <summary>The name of its HTTP client.</summary>
    public const string ClientName = "SignalFire.Webhook";

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private readonly SeldomReport _report = new(ReportInterval, time);

    /// <inheritdoc/>
    public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
        AskAsync(WebhookRequest.OfConnect(context), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<PeerAuthentication> RenewAsync(PeerId peer, PeerIdentity identity, string token, CancellationToken cancellationToken)
    {
        var authentication = await AskAsync(WebhookRequest.OfRenewal(peer, identity, token), cancellationToken);

        // A peer that the gateway named is known to the service since this request only; naming it back changes nothing.
        return authentication.Identity is { } renewed && identity.PeerId is null && renewed.PeerId == peer
            ? PeerAuthentication.Grant(renewed with { PeerId = null })
            : authentication;
    }

    private async ValueTask<PeerAuthentication> AskAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, options.Value.Url)
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, WebhookJson.Default.WebhookRequest))
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                },
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Secret) },
            };
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Judge(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (BrokenCircuitException broken)
        {
            return Undecided("after too many failures it is not asked for a while", broken.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            return Undecided("it did not answer in time");
        }
        catch (HttpRequestException failed)
        {
            return Undecided($"no answer could be got from it ({failed.HttpRequestError})");
        }
        catch (AnswerTooLongException)
        {
            return Undecided($"its answer has more than {options.Value.MaxResponseBytes} bytes");
        }
    }

    private PeerAuthentication Judge(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode is HttpStatusCode.OK)
        {
            return WebhookGrant.Read(body, time.GetUtcNow(), out var fault) is { } identity
                ? PeerAuthentication.Grant(identity)
                : Undecided($"its answer can't be used: {fault}");
        }

        var after = RetryAfterOf(response);
        var reason = WebhookReason.Read(body);
        return (response.StatusCode, reason) switch
        {
            (HttpStatusCode.Unauthorized, not null) => PeerAuthentication.Unauthorized(reason),
            (HttpStatusCode.Forbidden, not null) => PeerAuthentication.Forbidden(reason),
            (HttpStatusCode.TooManyRequests, not null) => PeerAuthentication.TooMany(reason, after),
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests, null) =>
                Undecided($"it answered {(int)response.StatusCode} without a reason, as if it refused this gateway rather than the peer", after),
            _ => Undecided($"it answered {(int)response.StatusCode}", after),
        };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter is { } said ? said.Delta ?? said.Date - time.GetUtcNow() : null;
        return after < TimeSpan.Zero ? TimeSpan.Zero : after > LongestRetryAfter ? LongestRetryAfter : after;
    }

    private PeerAuthentication Undecided(string why, TimeSpan? retryAfter = null)
    {
        if (_report.IsDue(out var since))
        {
            LogUndecided(why, since);
        }

        return PeerAuthentication.Unavailable("Who you are can't be found out right now. Try again later.", retryAfter);
    }

    [LoggerMessage(1, LogLevel.Warning, "Peers are refused with 503 because of the service at SignalFire:Identity:Webhook:Url: {Why}. ({Since} such refusals since the last report.)")]
    private partial void LogUndecided(string why, int since);
}
