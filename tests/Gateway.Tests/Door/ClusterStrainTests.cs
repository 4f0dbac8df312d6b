using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class ClusterStrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClusterStrain _strain;

    public ClusterStrainTests() =>
        _strain = new ClusterStrain(Options.Create(new DoorOptions { SlowAttach = TimeSpan.FromSeconds(1) }), _time, NullLogger<ClusterStrain>.Instance);

    [Fact]
    public void One_attach_that_took_forever_says_nothing_of_the_cluster()
    {
        Attach(60);

        Assert.True(AdmitsAnother());
    }

    [Fact]
    public void Three_in_a_row_do()
    {
        Attach(60, 60, 60);

        Assert.False(AdmitsAnother());
    }

    [Fact]
    public void Attaches_below_the_threshold_never_do()
    {
        Attach([.. Enumerable.Repeat(0.99, 1000)]);

        Assert.True(AdmitsAnother());
    }

    [Fact]
    public void While_it_is_slow_one_new_peer_at_a_time_is_let_in()
    {
        Attach(60, 60, 60);

        Assert.True(_strain.TryBegin(comesBack: false, out var started));
        Assert.False(_strain.TryBegin(comesBack: false, out _));
        _strain.End(started);
        Assert.True(_strain.TryBegin(comesBack: false, out _));
    }

    [Fact]
    public void Who_comes_back_is_let_in_all_the_same()
    {
        Attach(60, 60, 60);
        _strain.TryBegin(comesBack: false, out _);

        Assert.True(_strain.TryBegin(comesBack: true, out _));
    }

    [Fact]
    public void It_is_over_at_half_the_time_that_began_it()
    {
        Attach(60, 60, 60);

        Attach([.. Enumerable.Repeat(0.6, 100)]);
        Assert.False(AdmitsAnother());

        Attach([.. Enumerable.Repeat(0.4, 100)]);
        Assert.True(AdmitsAnother());
    }

    private void Attach(params double[] seconds)
    {
        foreach (var each in seconds)
        {
            Assert.True(_strain.TryBegin(comesBack: false, out var started));
            _time.Advance(TimeSpan.FromSeconds(each));
            _strain.End(started);
        }
    }

    /// <summary>Beside one that is being attached.</summary>
    private bool AdmitsAnother()
    {
        Assert.True(_strain.TryBegin(comesBack: true, out var first));
        var admits = _strain.Admits && _strain.TryBegin(comesBack: false, out _);
        _strain.End(first);
        if (admits)
        {
            _strain.End(first);
        }

        return admits;
    }

}
