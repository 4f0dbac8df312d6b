using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Sets ASP.NET Core's bearer authentication up from our options.</summary>
internal sealed class JwtBearerSetup(IOptions<JwtOptions> jwt, SigningKeys keys, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    private const string TokenParameter = "token";

    /// <summary>The token of a successful authentication.</summary>
    public static SecurityToken? TokenOf(Microsoft.AspNetCore.Authentication.AuthenticateResult result) => result.Properties?.GetParameter<SecurityToken>(TokenParameter);

    /// <inheritdoc/>
    public void Configure(JwtBearerOptions options)
    {
    }

    /// <inheritdoc/>
    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name is not JwtScheme.Name)
        {
            return;
        }

        // Claims as they are in the token; nothing kept that nobody reads.
        options.MapInboundClaims = false;
        options.SaveToken = false;
        // The authenticator does it, and waits for it.
        options.RefreshOnIssuerKeyNotFound = false;
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = static context =>
            {
                context.Token = AccessToken.Of(context.HttpContext);
                return Task.CompletedTask;
            },
            OnTokenValidated = static context =>
            {
                context.Properties.SetParameter(TokenParameter, context.SecurityToken);
                return Task.CompletedTask;
            },
        };
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = jwt.Value.AllowedAlgorithms,
            ValidAudience = jwt.Value.Audience,
            ValidIssuer = jwt.Value.Issuer,
            LifetimeValidator = Check,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        };
        if (jwt.Value.SharedKey is { } shared)
        {
            options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(shared));
        }
        else
        {
            options.ConfigurationManager = keys;
        }
    }

    /// <summary>By the gateway's clock, and to the second: a token is taken until the moment at which its peer is closed.</summary>
    private bool Check(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is not { } end ? throw new SecurityTokenNoExpirationException()
            : end <= now ? throw new SecurityTokenExpiredException()
            : notBefore > now + jwt.Value.ClockSkew ? throw new SecurityTokenNotYetValidException()
            : true;
    }
}
