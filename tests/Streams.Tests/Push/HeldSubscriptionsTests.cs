namespace SignalFire.Streams.Tests.Push;

/// <summary>A silo's subscriptions of one process, in pages.</summary>
public sealed class HeldSubscriptionsTests
{
    [Fact]
    public void None_are_one_empty_page() =>
        Assert.Empty(Assert.Single(HeldSubscriptions.PagesOf(Guid.NewGuid(), [])).Ids);

    [Fact]
    public void Many_are_several_pages_with_each_id_on_the_one_that_covers_it()
    {
        Guid[] ids = [.. Enumerable.Range(0, (2 * HeldSubscriptions.PageSize) + 1).Select(_ => Guid.NewGuid())];

        var pages = HeldSubscriptions.PagesOf(Guid.NewGuid(), ids).ToArray();

        Assert.Equal(3, pages.Length);
        Assert.Equal(ids.Order(), pages.SelectMany(page => page.Ids).Order());
        Assert.All(pages, page => Assert.Equal(page.Ids.Order(), ids.Where(page.Covers).Order()));
    }
}
