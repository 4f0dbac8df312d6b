namespace SignalFire.Gateway.Protocol;

/// <summary>The WebSocket subprotocols that a gateway selects; none means <see cref="WireForm.Classic"/>.</summary>
internal static class Subprotocol
{
    public const string V1 = "signalfire.v1";
}
