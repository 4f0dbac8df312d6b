namespace SignalFire.Streams.Tests.Speakers;

/// <summary>A grain with a stream: <c>speaker/&lt;key&gt;</c>. Its methods do what a grain's own code can do with streams.</summary>
public interface ISpeakerGrain : IGrainWithStringKey
{
    /// <summary>Publishes on its own stream.</summary>
    Task SayAsync(string provider, string item);

    /// <summary>Publishes several at once on its own stream.</summary>
    Task SayAllAsync(string provider, string[] items);

    /// <summary>Publishes on the stream of another speaker.</summary>
    Task SayThroughAsync(string provider, string speaker, string item);

    /// <summary>Subscribes inside of the grain.</summary>
    Task SubscribeAsync(string provider, string speaker);

    /// <summary>Whether anyone subscribes to its own push stream.</summary>
    Task<bool> HasConsumersAsync();

    /// <summary>Ends this activation; the next call finds a new one.</summary>
    Task LeaveAsync();

    /// <summary>Sends this activation to another silo, with what it remembers.</summary>
    Task MoveAsync(SiloAddress silo);

    /// <summary>Tells the activation from others of the same grain.</summary>
    Task<ActivationId> ActivationAsync();
}
