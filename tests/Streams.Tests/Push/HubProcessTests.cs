namespace SignalFire.Streams.Tests.Push;

/// <summary>When a process asks a silo to compare their subscriptions one by one.</summary>
public sealed class HubProcessTests
{
    private readonly HubProcess _silo = new(Guid.NewGuid(), TimeProvider.System);
    private readonly SubscriptionDigest _one = default(SubscriptionDigest).With(Guid.NewGuid());

    [Fact]
    public void Not_while_they_agree()
    {
        var subscription = Guid.NewGuid();
        _silo.Add(subscription);

        Assert.False(_silo.Differs(default(SubscriptionDigest).With(subscription)));
        Assert.False(_silo.Differs(default(SubscriptionDigest).With(subscription)));
    }

    [Fact]
    public void Not_for_what_one_ping_did_not_know_yet()
    {
        Assert.False(_silo.Differs(_one));
        Assert.False(_silo.Differs(default));
        Assert.False(_silo.Differs(_one));
    }

    [Fact]
    public void When_two_pings_in_a_row_differ_in_the_same_way()
    {
        Assert.False(_silo.Differs(_one));
        Assert.True(_silo.Differs(_one));
    }

    [Fact]
    public void Not_at_once_when_each_ping_differs_in_another_way_for_subscribing_is_just_going_on()
    {
        Assert.Equal([false, false, false, false], Enumerable.Range(0, 4).Select(_ => _silo.Differs(default(SubscriptionDigest).With(Guid.NewGuid()))));
    }

    [Fact]
    public void In_the_end_when_each_ping_differs_in_another_way()
    {
        Assert.Contains(true, Enumerable.Range(0, 5).Select(_ => _silo.Differs(default(SubscriptionDigest).With(Guid.NewGuid()))));
    }

    [Fact]
    public void Not_with_each_ping_from_then_on()
    {
        _silo.Differs(_one);
        _silo.Differs(_one);

        Assert.False(_silo.Differs(_one));
    }
}
