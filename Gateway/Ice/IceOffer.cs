namespace SignalFire.Gateway.Ice;

/// <summary>The ICE servers that a peer is told.</summary>
/// <param name="Servers">Those that it may use.</param>
/// <param name="GoodFor">How long the credentials among them are good; null for as long as it likes.</param>
internal readonly record struct IceOffer(IReadOnlyList<IceServer> Servers, TimeSpan? GoodFor);
