using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway.Connections;

/// <summary>Chooses the form of the protocol by the WebSocket subprotocols that were asked for (RFC 6455, section 1.9).</summary>
internal static class SubprotocolChoice
{
    /// <remarks>One that carries a token is never chosen, so it is never sent back.</remarks>
    /// <returns>False when some were asked for, and none is ours: a browser would refuse a connection without any.</returns>
    public static bool TryChoose(IList<string> requested, out WireForm form)
    {
        form = requested.Contains(Subprotocol.V1) ? WireForm.V1 : WireForm.Classic;
        return form is WireForm.V1 || requested.Count == 0;
    }
}
