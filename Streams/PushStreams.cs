namespace SignalFire.Streams;

/// <summary>What a grain can ask of the push streams that belong to it.</summary>
public static class PushStreams
{
    /// <summary>Whether anyone subscribes to the stream of this grain; to be asked in the grain's turn.</summary>
    /// <remarks>A grain must not deactivate itself while it is true: its subscriptions live in the activation.</remarks>
    public static bool HasSubscriptions(IGrainContext grain) => PushStreamHub.OfCurrent(grain).HasSubscriptions;
}
