using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class PatientAbortTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly DefaultHttpContext _context = new();
    private readonly Lifetime _lifetime = new();
    private readonly PatientAbort _abort;

    public PatientAbortTests()
    {
        _context.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        _abort = PatientAbort.Install(_context, _time);
    }

    [Fact]
    public void It_cuts_a_moment_later()
    {
        _context.Abort();
        Assert.False(_lifetime.IsCut);
        _time.Advance(Patience);

        Assert.True(_lifetime.IsCut);
    }

    [Fact]
    public async Task A_request_that_ends_is_cut_all_the_same()
    {
        _context.Abort();
        var ending = _abort.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        _time.Advance(Patience);
        await ending.Within("the cut");

        Assert.True(_lifetime.IsCut);
    }

    [Fact]
    public void Without_an_abort_a_request_ends_at_once() => Assert.True(_abort.DisposeAsync().AsTask().IsCompletedSuccessfully);

    [Fact]
    public async Task After_its_end_nothing_is_cut()
    {
        await _abort.DisposeAsync();
        _context.Abort();
        _time.Advance(Patience);

        Assert.False(_lifetime.IsCut);
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsCut { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsCut = true;
    }
}
