using Microsoft.IdentityModel.Tokens;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Why a token is not taken, in words that help its bearer and repeat nothing of it.</summary>
internal static class JwtFault
{
    public const string Missing = "A token is needed: in the header 'Authorization: Bearer', in the query value 'access_token', or in a WebSocket subprotocol 'bearer.' and its base64url.";
    public const string Critical = "The token demands ('crit') what is not known here.";

    public static string Of(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenNoExpirationException => "The token never expires ('exp' is missing), so it is not taken.",
        SecurityTokenInvalidAudienceException => "The token is for another audience ('aud').",
        SecurityTokenInvalidIssuerException => "The token is from another issuer ('iss').",
        SecurityTokenInvalidAlgorithmException => "The token is signed by an algorithm that is not taken ('alg').",
        SecurityTokenSignatureKeyNotFoundException => "The token is signed by a key that its issuer does not have, or by an algorithm that is not taken ('alg').",
        SecurityTokenInvalidSignatureException => "The token's signature is not valid.",
        SecurityTokenMalformedException or ArgumentException => "This is not a signed token (RFC 7519).",
        _ => "The token is not valid.",
    };
}
