namespace SignalFire.Streams;

/// <summary>A grain that wants to be told, in its own turn, when nobody is behind a subscription to its stream any more.</summary>
public interface IConsumerGoneObserver
{
    /// <summary>
    /// The subscription has been removed: its process died or froze, or does not know it. Not called while that process has another one with the
    /// same filter data, nor when the consumer ended its subscription itself (<see cref="OnConsumerLeft"/>).
    /// </summary>
    /// <param name="filterData">What the consumer gave as filter data when it subscribed.</param>
    void OnConsumerGone(string? filterData);

    /// <summary>The consumer ended its subscription itself; not called while its process has another one with the same filter data.</summary>
    /// <param name="filterData">What the consumer gave as filter data when it subscribed.</param>
    void OnConsumerLeft(string? filterData)
    {
    }
}
