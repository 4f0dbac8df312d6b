using System.Collections.Concurrent;

namespace SignalFire.Streams.Tests.Speakers;

/// <summary>What speakers were told of consumers whose process died.</summary>
internal sealed class GoneConsumers
{
    private readonly ConcurrentDictionary<(string Speaker, string? FilterData), TaskCompletionSource> _gone = new();

    public void Add(string speaker, string? filterData) => Of(speaker, filterData).TrySetResult();

    /// <summary>Completes when the speaker was told.</summary>
    public Task WhenGone(string speaker, string? filterData) => Of(speaker, filterData).Task;

    private TaskCompletionSource Of(string speaker, string? filterData) =>
        _gone.GetOrAdd((speaker, filterData), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
