namespace SignalFire.Streams;

/// <summary>
/// A subscription is no more though its consumer did not end it: its silo died, its activation left, or this process did not answer for
/// too long. What was published since then did not arrive. Subscribe anew.
/// </summary>
public sealed class SubscriptionLostException : Exception
{
    /// <inheritdoc/>
    public SubscriptionLostException()
        : this("The stream does not hold this subscription any more: subscribe anew.")
    {
    }

    /// <inheritdoc/>
    public SubscriptionLostException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public SubscriptionLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
