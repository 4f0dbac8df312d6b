namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>The issuer's keys can't be fetched, so nothing can be said of a token.</summary>
internal sealed class KeysUnavailableException() : Exception("The issuer's keys can't be fetched.");
