using Orleans.Streams.Filtering;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>An item <c>bob: hello</c> is for the subscription whose filter data is <c>bob</c>; subscriptions without filter data get all.</summary>
internal sealed class AddressFilter : IStreamFilter
{
    public bool ShouldDeliver(StreamId streamId, object item, string? filterData) =>
        filterData is null || ((string)item).StartsWith(filterData + ":", StringComparison.Ordinal);
}
