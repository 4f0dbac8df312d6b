namespace SignalFire.Grains.Tests.Contracts;

public sealed class AttachmentFilterTests
{
    private static readonly StreamId Stream = StreamId.Create(PeerStreams.Namespace, "alice");

    private readonly ConnectionId _connection = ConnectionId.New();
    private readonly AttachmentFilter _filter = new();

    [Fact]
    public void An_item_is_for_the_connection_it_names() => Assert.True(IsFor(_connection.ToString()));

    [Fact]
    public void An_item_is_for_no_other_connection() => Assert.False(IsFor(ConnectionId.New().ToString()));

    [Theory, InlineData(null), InlineData(""), InlineData("alice")]
    public void An_item_is_not_for_a_subscription_that_names_no_connection(string? filterData) => Assert.False(IsFor(filterData));

    [Fact]
    public void Other_items_are_for_nobody() => Assert.False(_filter.ShouldDeliver(Stream, "hello", _connection.ToString()));

    private bool IsFor(string? filterData) => _filter.ShouldDeliver(Stream, AttachmentItem.ReplacedAt(_connection, epoch: 1), filterData);
}
