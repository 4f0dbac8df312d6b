namespace SignalFire.Streams;

/// <summary>A grain that wants to be told, in its own turn, when the process behind a subscription to its stream died.</summary>
public interface IConsumerGoneObserver
{
    /// <summary>The subscription has been removed.</summary>
    /// <param name="filterData">What the consumer gave as filter data when it subscribed.</param>
    void OnConsumerGone(string? filterData);
}
