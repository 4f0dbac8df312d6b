using Orleans.Streams.Filtering;

namespace SignalFire.Grains;

/// <summary>Lets an item through to the subscription of the connection it names; subscriptions carry their connection as filter data.</summary>
public sealed class AttachmentFilter : IStreamFilter
{
    /// <inheritdoc/>
    public bool ShouldDeliver(StreamId streamId, object item, string? filterData) =>
        item is AttachmentItem attachmentItem && ConnectionId.TryParse(filterData, out var connection) && attachmentItem.Connection == connection;
}
