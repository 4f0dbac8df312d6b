namespace SignalFire.Streams;

/// <summary>Nobody took a published item: its consumer is gone, or there was none.</summary>
[GenerateSerializer, Alias("signalfire.ConsumerGoneException")]
public sealed class ConsumerGoneException : Exception
{
    /// <inheritdoc/>
    public ConsumerGoneException()
        : this("The stream has no consumer for this item.")
    {
    }

    /// <inheritdoc/>
    public ConsumerGoneException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public ConsumerGoneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
