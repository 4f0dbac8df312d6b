namespace SignalFire.Grains.Peers;

/// <summary>Outcomes that are known at once, as completed tasks.</summary>
internal static class Outcomes
{
    public static readonly Task<DeliveryOutcome> PeerUnknown = Task.FromResult(DeliveryOutcome.PeerUnknown);
    public static readonly Task<DeliveryOutcome> Unavailable = Task.FromResult(DeliveryOutcome.Unavailable);
    public static readonly Task<DeliveryOutcome> MailboxFull = Task.FromResult(DeliveryOutcome.MailboxFull);
    public static readonly Task<DeliveryOutcome> OutOfTurn = Task.FromResult(DeliveryOutcome.OutOfTurn);
}
