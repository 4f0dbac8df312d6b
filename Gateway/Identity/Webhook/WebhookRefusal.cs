namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>What the service answers with 401, 403 and 429.</summary>
/// <param name="Reason">Why, as a sentence for whoever develops what connects.</param>
internal sealed record WebhookRefusal(string Reason);
