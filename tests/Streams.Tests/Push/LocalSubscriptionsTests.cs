namespace SignalFire.Streams.Tests.Push;

/// <summary>Which subscriptions a silo is missing, by the list of those it holds that follows a ping.</summary>
public sealed class LocalSubscriptionsTests
{
    private readonly LocalSubscriptions _subscriptions = new(TimeProvider.System);
    private readonly HubProcess _silo;

    public LocalSubscriptionsTests() => _silo = _subscriptions.HubOf(Guid.NewGuid());

    [Fact]
    public void One_that_was_there_before_the_ping_and_is_not_listed_is_missing()
    {
        var bob = Subscribe();
        Ping();

        Assert.Equal([bob], _subscriptions.MissingFrom(Listing(), _silo));
    }

    [Fact]
    public void One_that_is_listed_is_not_missing()
    {
        var bob = Subscribe();
        Ping();

        Assert.Empty(_subscriptions.MissingFrom(Listing(bob.Id), _silo));
    }

    /// <summary>The list may have been made before it came, and where many are missing a few speak for all of them.</summary>
    [Fact]
    public void One_that_came_since_the_ping_is_not_missing_yet()
    {
        Ping();
        var bob = Subscribe();
        Assert.Empty(_subscriptions.MissingFrom(Listing(), _silo));

        Ping();
        Assert.Equal([bob], _subscriptions.MissingFrom(Listing(), _silo));
    }

    private LocalSubscription<string> Subscribe()
    {
        var subscription = new LocalSubscription<string>(Guid.NewGuid(), Providers.Push, StreamId.Create("speaker", "alice"), new Inbox());
        _subscriptions.Add(subscription);
        _subscriptions.PlaceNew(subscription, _silo.Id);
        return subscription;
    }

    private void Ping() => _silo.Differs(default);

    private HeldSubscriptions Listing(params Guid[] ids) => Assert.Single(HeldSubscriptions.PagesOf(_silo.Id, ids));
}
