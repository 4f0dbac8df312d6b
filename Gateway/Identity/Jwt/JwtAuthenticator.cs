using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Lets peers in by a signed token.</summary>
internal sealed partial class JwtAuthenticator(
    IOptionsMonitor<JwtBearerOptions> bearer, IOptions<JwtOptions> options, SigningKeys keys, ILogger<JwtAuthenticator> logger) : IPeerAuthenticator
{
    /// <inheritdoc/>
    public async ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (AccessToken.Of(context) is null)
        {
            return PeerAuthentication.Unauthorized(JwtFault.Missing);
        }

        try
        {
            var result = await CheckAsync(context, cancellationToken);
            var authentication = result.Succeeded ? Read(JwtBearerSetup.TokenOf(result)) : PeerAuthentication.Unauthorized(JwtFault.Of(result.Failure));
            if (authentication.Identity is null)
            {
                LogRefused(authentication.Reason);
            }

            return authentication;
        }
        catch (KeysUnavailableException)
        {
            return PeerAuthentication.Unavailable("The token can't be looked at right now: its issuer's keys can't be fetched. Try again later.");
        }
    }

    /// <inheritdoc/>
    public ValueTask<PeerAuthentication> RenewAsync(PeerId peer, PeerIdentity identity, string token, CancellationToken cancellationToken)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {token}";
        return AuthenticateAsync(context, cancellationToken);
    }

    private async Task<AuthenticateResult> CheckAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (options.Value.SharedKey is not null)
        {
            return await CheckOnceAsync(context);
        }

        var known = await keys.GetConfigurationAsync(cancellationToken);
        var result = await CheckOnceAsync(context);
        // A key that is not known may be a new one.
        return result.Failure is SecurityTokenSignatureKeyNotFoundException && await keys.RefreshAsync(cancellationToken) != known
            ? await CheckOnceAsync(context)
            : result;
    }

    private async Task<AuthenticateResult> CheckOnceAsync(HttpContext context)
    {
        // It logs what it is given, and dumps exceptions for what strangers send: what matters is logged here.
        var handler = new JwtBearerHandler(bearer, NullLoggerFactory.Instance, UrlEncoder.Default);
        await handler.InitializeAsync(JwtScheme.Scheme, context);
        return await handler.AuthenticateAsync();
    }

    private PeerAuthentication Read(SecurityToken? validated)
    {
        if (validated is not JsonWebToken token)
        {
            return PeerAuthentication.Unauthorized(JwtFault.Of(failure: null));
        }

        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return PeerAuthentication.Unauthorized(JwtFault.Critical);
        }

        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return JwtClaims.Read(claims.RootElement, new DateTimeOffset(token.ValidTo, TimeSpan.Zero), options.Value);
    }

    [LoggerMessage(1, LogLevel.Debug, "A peer was not let in: {Reason}")]
    private partial void LogRefused(string reason);
}
