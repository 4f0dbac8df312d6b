namespace SignalFire.Gateway.Identity;

/// <summary>Whom a peer may send to, and how fast.</summary>
public sealed record SendRights
{
    /// <summary>To anybody, as fast as the gateway lets anybody.</summary>
    public static readonly SendRights All = new();

    /// <summary>
    /// Patterns of the ids of targets, compared case by case: <c>*</c> stands for any run of characters, none included, <c>?</c> for any one, and <c>\</c> takes the
    /// special meaning of what follows. Null for all, empty for none.
    /// </summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>Messages per second in place of the gateway's limit; null for that.</summary>
    public int? MessagesPerSecond { get; init; }

    /// <summary>Bytes per second in place of the gateway's limit; null for that.</summary>
    public int? BytesPerSecond { get; init; }
}
