using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>What becomes of a request for an upgrade: an answer that refuses it, or the connection of a peer that is attached.</summary>
internal sealed record UpgradeOutcome(Func<HttpContext, Task>? Refuse, Connection? Connection = null, Attachment? Attachment = null);
