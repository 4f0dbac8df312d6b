using System.Text;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

public sealed class AnsweredSendTests
{
    private readonly Sender _alice = new();

    [Fact]
    public async Task A_message_with_a_ref_is_answered_when_it_is_delivered()
    {
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        _alice.Flush();
        var call = await _alice.Bob.NextAsync();
        Assert.False(_alice.Results.HasAnswer);
        call.Release();

        Assert.Equal("7", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task One_without_is_not()
    {
        _alice.SendV1("""{"peerId":"bob"}""");
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release();

        Assert.Equal("7", await _alice.Results.NextAnswerAsync());
        Assert.False(_alice.Results.HasAnswer);
    }

    [Fact]
    public async Task A_failure_is_told_once_by_the_answer()
    {
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.PeerUnknown);

        Assert.Equal("7 bob=PeerUnknown", await _alice.Results.NextAnswerAsync());
        Assert.False(_alice.Results.HasRefusal);
    }

    [Fact]
    public async Task Two_messages_with_the_same_ref_get_two_answers()
    {
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release();

        Assert.Equal(["7", "7"], [await _alice.Results.NextAnswerAsync(), await _alice.Results.NextAnswerAsync()]);
    }

    [Fact]
    public async Task A_message_to_many_is_answered_once_when_all_have_their_outcome()
    {
        _alice.SendV1("""{"peerId":["bob","carol","bob"],"ref":7}""");
        _alice.Flush();
        (await _alice.Carol.NextAsync()).Release(DeliveryOutcome.PeerUnknown);
        Assert.False(_alice.Results.HasAnswer);
        (await _alice.Bob.NextAsync()).Release();

        Assert.Equal("7 carol=PeerUnknown", await _alice.Results.NextAnswerAsync());
        Assert.False(_alice.Results.HasRefusal);
    }

    [Fact]
    public async Task A_stuck_target_fails_by_the_answer()
    {
        _alice.Send("""{"peerId":"bob"}""");
        _alice.Flush();
        await _alice.Bob.NextAsync();
        _alice.SendFull("\"bob\"");
        var waiting = _alice.WaitForRoomAsync();
        _alice.Time.Advance(_alice.Options.TargetPatience);
        await Sender.WithinAsync(waiting);

        _alice.SendV1("""{"peerId":"bob","ref":7}""");

        Assert.Equal("7 bob=Unavailable", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task Of_a_call_that_is_repeated_the_answer_is_one()
    {
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        _alice.Flush();
        var first = await _alice.Bob.NextAsync();
        first.Fail(new TimeoutException());
        Assert.False(_alice.Results.HasAnswer);
        _alice.Time.Advance(TimeSpan.FromMilliseconds(50));
        var again = await _alice.Bob.NextAsync();
        again.Release();

        Assert.Equal(first.Envelope.Number, again.Envelope.Number);
        Assert.Equal("7", await _alice.Results.NextAnswerAsync());
        Assert.False(_alice.Results.HasAnswer);
    }

    [Fact]
    public async Task While_a_call_is_repeated_what_comes_behind_it_waits()
    {
        _alice.Send("""{"peerId":"bob","n":1}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Fail(new TimeoutException());
        _alice.Send("""{"peerId":"bob","n":2}""");
        _alice.Flush();
        Assert.False(_alice.Bob.HasNext);
        _alice.Time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","n":1}"""], (await _alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task Every_envelope_has_a_number_of_its_own_and_later_ones_higher_ones()
    {
        var numbers = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            _alice.Send("""{"peerId":["bob","carol"]}""");
            _alice.Flush();
            foreach (var peer in (FakePeerGrain[])[_alice.Bob, _alice.Carol])
            {
                var call = await peer.NextAsync();
                numbers.Add(call.Envelope.Number);
                call.Release();
            }
        }

        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact]
    public async Task An_envelope_tells_whether_a_text_has_a_seq_of_alices_own()
    {
        _alice.SendV1("""{"peerId":"bob"}""");
        _alice.SendV1("""{"peerId":"bob","seq":3}""");
        _alice.SendV1("""{"peerId":"carol"}""");
        _alice.Flush();

        Assert.True((await _alice.Bob.NextAsync()).Envelope.HasSeq);
        Assert.False((await _alice.Carol.NextAsync()).Envelope.HasSeq);
    }

    [Fact]
    public void A_message_that_is_refused_whole_is_not_answered_here()
    {
        Assert.Equal(Fault.NoTarget, _alice.TrySend(Encoding.UTF8.GetBytes("""{"peerId":[],"ref":7}"""), WireForm.V1));

        Assert.False(_alice.Results.HasAnswer);
        Assert.True(_alice.Source.SettledAsync().IsCompleted);
    }

    [Fact]
    public async Task What_waits_unflushed_is_under_way()
    {
        _alice.SendV1("""{"peerId":"bob","ref":7}""");
        var settled = _alice.Source.SettledAsync();
        Assert.False(settled.IsCompleted);
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release();

        await Sender.WithinAsync(settled);
    }
}
