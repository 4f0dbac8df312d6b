using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using SignalFire.Streams;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class PeerAttachmentTests : IDisposable
{
    private readonly Bob _bob = new();

    public void Dispose() => _bob.Dispose();

    [Fact]
    public async Task Bob_subscribes_to_his_stream_for_this_connection_before_he_is_attached()
    {
        _ = _bob.AskAsync();
        await _bob.Grain.Attaches.NextAsync();

        var subscription = Assert.Single(_bob.Subscriptions);
        Assert.Equal(("peer/bob", _bob.Connection.Id.ToString()), (subscription.StreamId.ToString(), subscription.FilterData));
    }

    [Fact]
    public async Task He_is_told_his_attachment()
    {
        var asking = _bob.AskAsync();
        var attachment = Bob.Attachment(epoch: 7);
        (await _bob.Grain.Attaches.NextAsync()).Return(attachment);

        Assert.Same(attachment, await asking);
        Assert.Equal(7, _bob.Connection.View.Epoch);
    }

    [Theory]
    [InlineData(AttachOutcome.Refused)]
    [InlineData(AttachOutcome.Replaced)]
    public async Task An_attach_that_is_refused_leaves_no_subscription(AttachOutcome outcome)
    {
        var asking = _bob.AskAsync();
        (await _bob.Grain.Attaches.NextAsync()).Return(new Attachment(outcome));
        await asking;

        Assert.Equal(1, Assert.Single(_bob.Subscriptions).Unsubscribed);
    }

    [Fact]
    public async Task An_attach_without_an_answer_is_undone_and_its_session_with_it()
    {
        var asking = _bob.AskAsync();
        (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => asking);

        var abandoned = await _bob.Grain.Abandoned.NextAsync();
        Assert.Equal((_bob.Connection.Id, true), abandoned.Request);
        abandoned.Return(true);
    }

    [Fact]
    public async Task A_resume_without_an_answer_is_undone_and_leaves_the_session()
    {
        var asking = _bob.Connection.Attachment.AttachAsync(new AttachRequest(_bob.Connection.Id, Resumable: true, new ResumeClaim(Guid.NewGuid(), 1, 0)), CancellationToken.None);
        (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => asking);

        Assert.Equal((_bob.Connection.Id, false), (await _bob.Grain.Abandoned.NextAsync()).Request);
    }

    [Fact]
    public async Task What_can_not_be_undone_is_tried_again()
    {
        var asking = _bob.AskAsync();
        (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => asking);
        (await _bob.Grain.Abandoned.NextAsync()).Fail(new TimeoutException());
        _bob.Time.Advance(TimeSpan.FromSeconds(1));

        await _bob.Grain.Abandoned.NextAsync();
    }

    [Fact]
    public async Task A_reattach_without_an_answer_is_tried_again_and_not_undone()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());
        var pause = TimeSpan.FromMilliseconds(100);
        await _bob.Time.IsSetFor(pause).Within("the pause before the next try");
        _bob.Time.Advance(pause);
        (await _bob.Grain.Attaches.NextAsync()).Return(Bob.Attachment(epoch: 2, AttachOutcome.Resumed));

        Assert.False(_bob.Grain.Abandoned.HasNext);
    }

    [Fact]
    public async Task An_attach_that_found_no_subscription_failed()
    {
        var asking = _bob.AskAsync();
        (await _bob.Grain.Attaches.NextAsync()).Return(new Attachment(AttachOutcome.NotSubscribed));

        await Assert.ThrowsAsync<SubscriptionLostException>(() => asking);
    }

    [Fact]
    public async Task One_whose_messages_are_lost_is_closed_so_that_it_resumes()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        (await _bob.Grain.Attaches.NextAsync()).Return(new Attachment(AttachOutcome.Lost));
        await _bob.Connection.Attachment.EndAsync();

        Assert.True(_bob.Connection.IsClosing);
        Assert.False(_bob.Connection.EndsSession);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replaced_connection_may_come_back_if_it_has_the_later_token(bool mayComeBack)
    {
        await _bob.AttachAsync();
        _bob.Take(AttachmentItem.ReplacedAt(_bob.Connection.Id, epoch: 2, mayComeBack));

        Assert.Equal(!mayComeBack, _bob.Connection.EndsSession);
    }

    [Fact]
    public async Task Nor_does_one_that_fails()
    {
        var asking = _bob.AskAsync();
        (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => asking);

        Assert.Equal(1, Assert.Single(_bob.Subscriptions).Unsubscribed);
    }

    [Fact]
    public async Task An_attachment_that_is_lost_is_made_anew_with_what_the_connection_knows()
    {
        await _bob.AttachAsync();
        _bob.Take(new AttachmentItem(_bob.Connection.Id, 1, 1, [Items.Envelope(1, """{"senderId":"alice"}""")]));
        await LoseAsync();

        var request = (await _bob.Grain.Attaches.NextAsync()).Request;
        Assert.Equal((_bob.Connection.Id, 1L), (request.Connection, request.Copy!.LastSeq));
        Assert.Equal(2, _bob.Subscriptions.Count);
    }

    [Fact]
    public async Task Made_anew_it_has_the_new_epoch()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        (await _bob.Grain.Attaches.NextAsync()).Return(Bob.Attachment(epoch: 9, AttachOutcome.Resumed));
        await _bob.Connection.Attachment.EndAsync();

        Assert.Equal(9, _bob.Connection.View.Epoch);
    }

    [Fact]
    public async Task What_is_lost_before_there_was_an_attachment_is_made_anew_when_there_is_one()
    {
        var asking = _bob.AskAsync();
        var first = await _bob.Grain.Attaches.NextAsync();
        await LoseAsync();
        Assert.False(_bob.Grain.Attaches.HasNext);
        first.Return(Bob.Attachment(epoch: 2));
        await asking;

        Assert.Equal(2, (await _bob.Grain.Attaches.NextAsync()).Request.Copy!.Epoch);
    }

    [Fact]
    public async Task What_is_lost_again_while_it_is_made_anew_is_made_anew_again()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        var second = await _bob.Grain.Attaches.NextAsync();
        await LoseAsync();
        await LoseAsync();
        Assert.False(_bob.Grain.Attaches.HasNext);
        second.Return(Bob.Attachment(epoch: 2, AttachOutcome.Resumed));
        var third = await _bob.Grain.Attaches.NextAsync();
        third.Return(Bob.Attachment(epoch: 3, AttachOutcome.Resumed));
        await _bob.Connection.Attachment.EndAsync();

        Assert.Equal(2, third.Request.Copy!.Epoch);
        Assert.False(_bob.Grain.Attaches.HasNext);
    }

    [Fact]
    public async Task What_is_lost_again_later_is_made_anew_again()
    {
        await _bob.AttachAsync();
        for (var epoch = 2; epoch <= 5; epoch++)
        {
            await LoseAsync();
            (await _bob.Grain.Attaches.NextAsync()).Return(Bob.Attachment(epoch, AttachOutcome.Resumed));
        }

        await _bob.Connection.Attachment.EndAsync();
        Assert.Equal(5, _bob.Connection.View.Epoch);
    }

    [Fact]
    public async Task While_it_fails_it_is_tried_again_with_pauses()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        foreach (var pause in (int[])[100, 200, 400, 800, 1000, 1000])
        {
            (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());
            await _bob.Time.IsSetFor(TimeSpan.FromMilliseconds(pause)).Within($"a pause of {pause} ms");
            _bob.Time.Advance(TimeSpan.FromMilliseconds(pause - 1));
            Assert.False(_bob.Grain.Attaches.HasNext);
            _bob.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await _bob.Grain.Attaches.NextAsync()).Return(Bob.Attachment(epoch: 2, AttachOutcome.Resumed));
        await _bob.Connection.Attachment.EndAsync();
        Assert.Equal(2, _bob.Connection.View.Epoch);
    }

    [Fact]
    public async Task A_connection_that_ends_is_not_attached_anew()
    {
        await _bob.AttachAsync();
        await _bob.Connection.Attachment.EndAsync();
        await LoseAsync();

        Assert.False(_bob.Grain.Attaches.HasNext);
    }

    [Fact]
    public async Task One_that_ends_while_it_is_attached_anew_waits_for_that_and_is_detached_with_the_new_epoch()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        var again = await _bob.Grain.Attaches.NextAsync();
        var ending = _bob.Connection.Attachment.EndAsync();
        Assert.False(ending.IsCompleted);
        again.Return(Bob.Attachment(epoch: 2, AttachOutcome.Resumed));
        await ending.Within("the end of healing");
        var detaching = _bob.Connection.Attachment.DetachAsync(ends: true);

        var detach = await _bob.Grain.Detaches.NextAsync();
        Assert.Equal((2, true), detach.Request);
        detach.Return(DetachOutcome.Gone);
        Assert.Equal(DetachOutcome.Gone, await detaching);
    }

    [Fact]
    public async Task One_that_ends_between_two_tries_ends_at_once()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        (await _bob.Grain.Attaches.NextAsync()).Fail(new TimeoutException());

        await _bob.Connection.Attachment.EndAsync().Within("the end of healing");
        Assert.False(_bob.Grain.Attaches.HasNext);
    }

    [Fact]
    public async Task One_that_was_replaced_meanwhile_is_closed()
    {
        await _bob.AttachAsync();
        await LoseAsync();
        (await _bob.Grain.Attaches.NextAsync()).Return(new Attachment(AttachOutcome.Replaced));
        await _bob.Connection.Attachment.EndAsync();

        Assert.True(_bob.Connection.IsClosing);
        Assert.True(_bob.Connection.EndsSession);
    }

    [Fact]
    public async Task Another_error_of_the_stream_loses_nothing()
    {
        await _bob.AttachAsync();
        await _bob.Connection.OnErrorAsync(new InvalidOperationException());

        Assert.False(_bob.Grain.Attaches.HasNext);
    }

    [Fact]
    public async Task A_peer_that_is_detached_is_unsubscribed_first()
    {
        await _bob.AttachAsync(epoch: 4);
        var detaching = _bob.Connection.Attachment.DetachAsync(ends: false);

        var detach = await _bob.Grain.Detaches.NextAsync();
        Assert.Equal((4, false), detach.Request);
        Assert.Equal(1, Assert.Single(_bob.Subscriptions).Unsubscribed);
        detach.Return(DetachOutcome.InGrace);
        Assert.Equal(DetachOutcome.InGrace, await detaching);
    }

    [Fact]
    public async Task A_classic_peer_is_attached_anew_too()
    {
        using var bob = new Bob(WireForm.Classic);
        await bob.AttachAsync();
        await bob.Connection.OnErrorAsync(new SubscriptionLostException());

        Assert.False((await bob.Grain.Attaches.NextAsync()).Request.Resumable);
    }

    private Task LoseAsync() => _bob.Connection.OnErrorAsync(new SubscriptionLostException());
}
