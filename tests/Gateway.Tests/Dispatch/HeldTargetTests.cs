using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>Bob is in his grace period: the cluster holds what alice sends him.</summary>
public sealed class HeldTargetTests
{
    private readonly Sender _alice = new();

    [Fact]
    public async Task What_is_held_is_asked_for_with_the_same_envelope()
    {
        var first = await SendAsync(1);
        first.Release(DeliveryOutcome.Held);

        var (asked, question) = (first.Envelope, (await _alice.Bob.NextAsync()).Envelope);
        Assert.Equal((asked.Source, asked.Number, asked.Texts, true), (question.Source, question.Number, question.Texts, question.MayHaveArrived));
    }

    [Fact]
    public async Task Alice_is_not_answered_while_her_message_is_held()
    {
        await HoldAsync(1);

        Assert.False(_alice.Results.HasAnswer);
    }

    [Fact]
    public async Task It_is_asked_for_until_there_is_an_outcome()
    {
        var question = await HoldAsync(1);
        for (var i = 0; i < 10; i++)
        {
            question.Release(DeliveryOutcome.Held);
            question = await _alice.Bob.NextAsync();
        }

        question.Release();

        Assert.Equal("1", await _alice.Results.NextAnswerAsync());
    }

    [Theory]
    [InlineData(DeliveryOutcome.PeerGone)]
    [InlineData(DeliveryOutcome.PeerUnknown)]
    [InlineData(DeliveryOutcome.Unavailable)]
    public async Task A_held_message_that_is_not_delivered_after_all_is_told_with_its_outcome(DeliveryOutcome outcome)
    {
        (await HoldAsync(1)).Release(outcome);

        Assert.Equal($"1 bob={outcome}", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task Once_it_is_settled_nobody_asks_any_more()
    {
        (await HoldAsync(1)).Release();
        await _alice.Results.NextAnswerAsync();

        Assert.False(_alice.Bob.HasNext);
    }

    [Fact]
    public async Task Without_a_ref_a_held_message_that_fails_is_told_too()
    {
        _alice.SendV1("""{"peerId":"bob"}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.Held);
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.PeerGone);

        Assert.Equal(("bob", DeliveryOutcome.PeerGone, 1), await _alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task What_comes_behind_a_held_message_is_not_stopped()
    {
        await HoldAsync(1);

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","ref":2}"""], (await SendAsync(2)).Texts);
    }

    [Fact]
    public async Task It_names_the_held_one_that_it_must_not_overtake()
    {
        var held = await HoldAsync(1);

        Assert.Equal(held.Envelope.Number, (await SendAsync(2)).Envelope.After);
    }

    [Fact]
    public async Task Of_several_that_are_held_the_newest_is_named()
    {
        await HoldAsync(1);
        var second = await SendAsync(2);
        second.Release(DeliveryOutcome.Held);

        Assert.Equal(second.Envelope.Number, (await SendAsync(3)).Envelope.After);
    }

    [Fact]
    public async Task When_nothing_is_held_any_more_nothing_is_named()
    {
        (await HoldAsync(1)).Release();

        Assert.Equal(0, (await SendAsync(2)).Envelope.After);
    }

    [Fact]
    public async Task Of_several_that_are_held_the_oldest_is_asked_for()
    {
        await HoldAsync(1);
        (await SendAsync(2)).Release(DeliveryOutcome.Held);
        (await SendAsync(3)).Release(DeliveryOutcome.Held);

        Assert.False(_alice.Bob.HasNext);
    }

    [Fact]
    public async Task Held_messages_are_settled_in_their_order()
    {
        var question = await HoldAsync(1);
        (await SendAsync(2)).Release(DeliveryOutcome.Held);
        (await SendAsync(3)).Release(DeliveryOutcome.Held);
        question.Release();
        (await _alice.Bob.NextAsync()).Release();
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.PeerGone);

        Assert.Equal("1", await _alice.Results.NextAnswerAsync());
        Assert.Equal("2", await _alice.Results.NextAnswerAsync());
        Assert.Equal("3 bob=PeerGone", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task What_is_delivered_behind_a_held_one_is_answered_at_once()
    {
        await HoldAsync(1);
        (await SendAsync(2)).Release();

        Assert.Equal("2", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task A_full_mailbox_is_told_at_once_and_does_not_end_what_is_held()
    {
        await HoldAsync(1);
        (await SendAsync(2)).Release(DeliveryOutcome.MailboxFull);

        Assert.Equal("2 bob=MailboxFull", await _alice.Results.NextAnswerAsync());
        Assert.False(_alice.Results.HasAnswer);
    }

    [Fact]
    public async Task After_OutOfTurn_the_held_ones_come_first()
    {
        await HoldAsync(1);
        (await SendAsync(2)).Release(DeliveryOutcome.OutOfTurn);

        Assert.False(_alice.Bob.HasNext);
        Assert.False(_alice.Results.HasAnswer);
    }

    [Fact]
    public async Task And_then_the_other_with_its_number_and_nothing_before_it()
    {
        var question = await HoldAsync(1);
        var second = await SendAsync(2);
        second.Release(DeliveryOutcome.OutOfTurn);
        question.Release();
        var again = await _alice.Bob.NextAsync();

        Assert.Equal((second.Envelope.Number, 0), (again.Envelope.Number, again.Envelope.After));
        Assert.Equal(second.Texts, again.Texts);
    }

    [Fact]
    public async Task After_OutOfTurn_all_that_is_held_comes_first()
    {
        var question = await HoldAsync(1);
        (await SendAsync(2)).Release(DeliveryOutcome.Held);
        (await SendAsync(3)).Release(DeliveryOutcome.OutOfTurn);
        question.Release();
        question = await _alice.Bob.NextAsync();

        Assert.Equal(["""{"senderId":"alice","peerId":"bob","ref":2}"""], question.Texts);
        question.Release();
        Assert.Equal(["""{"senderId":"alice","peerId":"bob","ref":3}"""], (await _alice.Bob.NextAsync()).Texts);
    }

    [Fact]
    public async Task OutOfTurn_with_nothing_held_is_repeated_at_once()
    {
        // The grain lost its memory in the moment after the last held one was settled.
        (await HoldAsync(1)).Release();
        (await SendAsync(2)).Release(DeliveryOutcome.OutOfTurn);
        (await _alice.Bob.NextAsync()).Release();

        Assert.Equal("1", await _alice.Results.NextAnswerAsync());
        Assert.Equal("2", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task A_held_one_that_is_out_of_turn_itself_is_the_first_now()
    {
        var question = await HoldAsync(1);
        var second = await SendAsync(2);
        second.Release(DeliveryOutcome.Held);
        question.Release();
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.OutOfTurn);
        var again = await _alice.Bob.NextAsync();

        Assert.Equal((second.Envelope.Number, 0), (again.Envelope.Number, again.Envelope.After));
        again.Release();
        Assert.Equal("1", await _alice.Results.NextAnswerAsync());
        Assert.Equal("2", await _alice.Results.NextAnswerAsync());
    }

    [Fact]
    public async Task A_question_whose_end_is_unclear_is_repeated_with_the_same_envelope()
    {
        var question = await HoldAsync(1);
        question.Fail(new TimeoutException());
        _alice.Time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Same(question.Envelope, (await _alice.Bob.NextAsync()).Envelope);
    }

    [Fact]
    public async Task A_target_of_which_something_is_held_is_not_forgotten()
    {
        var question = await HoldAsync(1);
        for (var other = 0; other < 200; other++)
        {
            _alice.Send($$"""{"peerId":"other-{{other}}"}""");
            _alice.Flush();
            await _alice.Cluster[$"other-{other}"].ReceiveAsync(1);
        }

        Assert.Equal(question.Envelope.Number, (await SendAsync(2)).Envelope.After);
    }

    [Fact]
    public async Task What_is_held_is_not_under_way()
    {
        await HoldAsync(1);

        Assert.True(_alice.Source.SettledAsync().IsCompleted);
    }

    [Fact]
    public async Task A_held_batch_answers_each_of_its_messages()
    {
        _alice.SendV1("""{"peerId":"bob","ref":1}""");
        _alice.SendV1("""{"peerId":"bob"}""");
        _alice.SendV1("""{"peerId":"bob","ref":"two"}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.Held);
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.PeerGone);

        Assert.Equal("1 bob=PeerGone", await _alice.Results.NextAnswerAsync());
        Assert.Equal("\"two\" bob=PeerGone", await _alice.Results.NextAnswerAsync());
        Assert.Equal(("bob", DeliveryOutcome.PeerGone, 1), await _alice.Results.NextRefusalAsync());
    }

    [Fact]
    public async Task Of_many_targets_the_answer_waits_for_the_one_that_holds()
    {
        _alice.SendV1("""{"peerId":["bob","carol"],"ref":1}""");
        _alice.Flush();
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.Held);
        (await _alice.Carol.NextAsync()).Release(DeliveryOutcome.PeerUnknown);
        Assert.False(_alice.Results.HasAnswer);
        (await _alice.Bob.NextAsync()).Release(DeliveryOutcome.PeerGone);

        Assert.Equal("1 carol=PeerUnknown bob=PeerGone", await _alice.Results.NextAnswerAsync());
    }

    /// <summary>Sends bob a message.</summary>
    /// <returns>The call that carries it.</returns>
    private async Task<HeldDelivery> SendAsync(int reference)
    {
        _alice.SendV1($$"""{"peerId":"bob","ref":{{reference}}}""");
        _alice.Flush();
        return await _alice.Bob.NextAsync();
    }

    /// <summary>Sends bob a message, which is held.</summary>
    /// <returns>The call that asks for news of it.</returns>
    private async Task<HeldDelivery> HoldAsync(int reference)
    {
        (await SendAsync(reference)).Release(DeliveryOutcome.Held);
        return await _alice.Bob.NextAsync();
    }
}
