namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>The service's answer is longer than it may be; trying again would not make it shorter.</summary>
internal sealed class AnswerTooLongException() : Exception("The answer is too long.");
