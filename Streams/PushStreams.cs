namespace SignalFire.Streams;

/// <summary>What a grain can ask of the push streams that belong to it.</summary>
public static class PushStreams
{
    /// <summary>Whether anyone subscribes to the stream of this grain; to be asked in the grain's turn.</summary>
    /// <remarks>A grain must not deactivate itself while it is true: its subscriptions live in the activation.</remarks>
    public static bool HasSubscriptions(IGrainContext grain) => PushStreamHub.OfCurrent(grain).HasSubscriptions;

    /// <summary>Whether anyone subscribes with this filter data.</summary>
    public static bool IsSubscribed(IGrainContext grain, string filterData) => PushStreamHub.OfCurrent(grain).PlaceOf(filterData) >= 0;

    /// <summary>Whether the newest subscription with this filter data is older than the newest with another; none is older than any.</summary>
    public static bool SubscribedBefore(IGrainContext grain, string filterData, string otherFilterData) =>
        PushStreamHub.OfCurrent(grain) is var hub && hub.PlaceOf(filterData) < hub.PlaceOf(otherFilterData);

    /// <summary>Ends the subscriptions with this filter data, of a consumer that the grain has given up; who is there all the same is told so.</summary>
    public static void EndSubscriptions(IGrainContext grain, string filterData) => PushStreamHub.OfCurrent(grain).End(filterData);
}
