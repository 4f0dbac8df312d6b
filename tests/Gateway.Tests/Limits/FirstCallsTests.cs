using SignalFire.Gateway.Limits;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class FirstCallsTests
{
    private readonly FirstCalls _calls = new(places: 2);
    private readonly Queue<TaskCompletionSource> _ofAlice = new();
    private readonly Queue<TaskCompletionSource> _ofBob = new();

    [Fact]
    public void Where_there_is_room_nobody_waits()
    {
        Assert.True(_calls.EnterAsync(_ofAlice).IsCompletedSuccessfully);
        Assert.True(_calls.EnterAsync(_ofAlice).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Where_there_is_none_a_call_waits_until_another_has_ended()
    {
        Fill();
        var waiting = _calls.EnterAsync(_ofAlice);
        Assert.False(waiting.IsCompleted);

        _calls.Leave();

        await waiting.WaitAsync(Dispatch.Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Senders_take_turns_however_many_calls_one_of_them_has()
    {
        Fill();
        var ofAlice = Enumerable.Range(0, 100).Select(_ => _calls.EnterAsync(_ofAlice)).ToArray();
        var ofBob = _calls.EnterAsync(_ofBob);

        _calls.Leave();
        _calls.Leave();

        await ofBob.WaitAsync(Dispatch.Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal([true, .. Enumerable.Repeat(false, 99)], ofAlice.Select(call => call.IsCompleted));
    }

    [Fact]
    public void A_place_that_nobody_waits_for_is_free_again()
    {
        Fill();

        _calls.Leave();

        Assert.True(_calls.EnterAsync(_ofBob).IsCompletedSuccessfully);
    }

    private void Fill()
    {
        _ = _calls.EnterAsync(_ofAlice);
        _ = _calls.EnterAsync(_ofAlice);
    }
}
