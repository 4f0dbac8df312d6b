namespace SignalFire.Streams.Tests.Speakers;

/// <summary>Finds the stream of a speaker.</summary>
internal static class StreamsOfSpeakers
{
    /// <summary>The stream, as a process sees it.</summary>
    public static IAsyncStream<string> StreamOf(this IClusterClient process, string provider, ISpeakerGrain speaker) =>
        process.GetStreamProvider(provider).GetStream<string>(StreamId.Create(SpeakerGrain.StreamNamespace, speaker.GetPrimaryKeyString()));

    /// <summary>Subscribes to a speaker, for a process, with filter data.</summary>
    public static Task<StreamSubscriptionHandle<string>> SubscribeAsync(
        this IClusterClient process, string provider, ISpeakerGrain speaker, IAsyncObserver<string> consumer, string? filterData = null) =>
        process.StreamOf(provider, speaker).SubscribeAsync(consumer, token: null, filterData);
}
