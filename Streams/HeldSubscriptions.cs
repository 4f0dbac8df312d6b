using System.Buffers.Binary;

namespace SignalFire.Streams;

/// <summary>One page of the subscriptions that a silo holds for a process.</summary>
/// <remarks>An id says on which page it has to be, so that each page can be compared by itself.</remarks>
/// <param name="HubProcessId">Tells the silo's process from all others.</param>
/// <param name="Page">From 0.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Ids">All that it holds of this page.</param>
[GenerateSerializer, Immutable, Alias("signalfire.HeldSubscriptions")]
internal sealed record HeldSubscriptions(
    [property: Id(0)] Guid HubProcessId,
    [property: Id(1)] int Page,
    [property: Id(2)] int Pages,
    [property: Id(3)] Guid[] Ids)
{
    /// <summary>How many ids a page has, give or take the unevenness of chance: some 200 KB.</summary>
    public const int PageSize = 10_000;

    /// <summary>Whether this is the page that an id has to be on.</summary>
    public bool Covers(Guid id) => PageOf(id, Pages) == Page;

    /// <summary>Divides ids into pages.</summary>
    public static IEnumerable<HeldSubscriptions> PagesOf(Guid hubProcessId, Guid[] ids)
    {
        var pages = (ids.Length / PageSize) + 1;
        var byPage = ids.ToLookup(id => PageOf(id, pages));
        return Enumerable.Range(0, pages).Select(page => new HeldSubscriptions(hubProcessId, page, pages, [.. byPage[page]]));
    }

    private static int PageOf(Guid id, int pages)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)pages);
    }
}
