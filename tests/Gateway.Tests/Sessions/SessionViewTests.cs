using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Sessions;

public sealed class SessionViewTests : IDisposable
{
    private static readonly SessionTerms Terms = new(TimeSpan.FromSeconds(30), UnseenMessages: 4, UnseenBytes: 1000);
    private static readonly Guid Session = Guid.NewGuid();

    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebSocket _socket = new();
    private readonly Outbox _outbox = new(1_000_000, 16, WireForm.V1);
    private readonly SessionView _view;

    public SessionViewTests() => _view = View(WireForm.V1);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task It_takes_each_message_once()
    {
        Take(Items.From(1, Text("1"), Text("2")));
        Take(Items.From(1, Text("1"), Text("2")));
        Take(Items.From(2, Text("2"), Text("3")));

        Assert.Equal([Numbered(1), Numbered(2), Numbered(3), "end"], await WritesAsync(4));
    }

    [Fact]
    public async Task Of_an_envelope_it_knows_half_of_it_takes_the_other_half()
    {
        Take(Items.From(1, Text("1")));
        Take(new AttachmentItem(Items.Bob, 1, 1, [Items.Envelope(1, Text("1"), Text("2"))]));

        Assert.Equal([Numbered(1), Numbered(2), "end"], await WritesAsync(3));
    }

    [Fact]
    public async Task What_the_peer_has_seen_before_it_resumed_is_not_taken()
    {
        var view = View(WireForm.V1, seen: 2);
        Assert.Equal(Outbox.Admission.Queued, view.Take(Items.From(1, Text("1"), Text("2"), Text("3")), _outbox));

        Assert.Equal([Numbered(3), "end"], await WritesAsync(2));
    }

    [Fact]
    public void What_it_has_it_says_again_that_it_has()
    {
        Take(Items.From(1, Text("1")));

        Assert.Equal(Outbox.Admission.Queued, _view.Take(Items.From(1, Text("1")), _outbox));
    }

    [Fact]
    public void An_item_of_an_older_attachment_is_refused()
    {
        Take(Items.At(epoch: 5, 1, Text("1")));

        Assert.Equal(Outbox.Admission.Stale, _view.Take(Items.At(epoch: 4, 2, Text("2")), _outbox));
        Assert.Equal(1, _view.RequestAnew().Copy!.LastSeq);
    }

    [Fact]
    public void An_item_of_an_attachment_that_it_does_not_know_yet_is_taken()
    {
        // The grain pushes as soon as it has attached; its answer may come later.
        Assert.Equal(Outbox.Admission.Queued, _view.Take(Items.At(epoch: 9, 1, Text("1")), _outbox));
        Assert.Equal(9, _view.Epoch);
    }

    [Fact]
    public void The_answer_that_comes_later_does_not_turn_the_epoch_back()
    {
        Take(Items.At(epoch: 9, 1, Text("1")));
        _view.Attached(Attachment(epoch: 3));

        Assert.Equal(9, _view.Epoch);
    }

    [Fact]
    public void A_request_for_a_new_attachment_fences_the_old_one_off()
    {
        _view.RequestAnew();

        Assert.Equal(Outbox.Admission.Stale, _view.Take(Items.At(epoch: 1, 1, Text("1")), _outbox));
    }

    [Fact]
    public void And_lets_the_new_one_in()
    {
        _view.RequestAnew();

        Assert.Equal(Outbox.Admission.Queued, _view.Take(Items.At(epoch: 2, 1, Text("1")), _outbox));
    }

    [Fact]
    public void Until_there_is_a_new_one_the_epoch_is_the_old_one()
    {
        _view.RequestAnew();

        Assert.Equal(1, _view.Epoch);
    }

    [Fact]
    public void An_outbox_that_refuses_an_item_leaves_it_unknown()
    {
        _outbox.TryClose(CloseReason.TooSlow, dropQueued: true);
        Assert.Equal(Outbox.Admission.Closed, _view.Take(Items.From(1, Text("1")), _outbox));

        Assert.Equal(0, _view.RequestAnew().Copy!.LastSeq);
    }

    [Fact]
    public void A_replaced_connection_takes_the_news()
    {
        Assert.Equal(Outbox.Admission.Queued, _view.Take(AttachmentItem.ReplacedAt(Items.Bob, epoch: 2), _outbox));
    }

    [Fact]
    public void The_news_does_not_make_the_newer_attachment_its_own()
    {
        _view.Take(AttachmentItem.ReplacedAt(Items.Bob, epoch: 2), _outbox);

        Assert.Equal(1, _view.Epoch);
    }

    [Fact]
    public void Stale_news_of_a_replacement_is_refused()
    {
        _view.RequestAnew();

        Assert.Equal(Outbox.Admission.Stale, _view.Take(AttachmentItem.ReplacedAt(Items.Bob, epoch: 1), _outbox));
    }

    [Fact]
    public void The_copy_says_whose_session_it_is()
    {
        var request = _view.RequestAnew();

        Assert.Equal((Items.Bob, true, null), (request.Connection, request.Resumable, request.Claim));
        Assert.Equal((Session, 3, true, 1L), (request.Copy!.Session, request.Copy.Generation, request.Copy.Resumable, request.Copy.Epoch));
    }

    [Fact]
    public void The_copy_holds_what_the_peer_has_not_seen()
    {
        Take(Items.From(1, Text("1"), Text("2"), Text("3")));
        _view.See(1);

        var copy = _view.RequestAnew().Copy!;
        Assert.Equal((1L, 3L), (copy.Floor, copy.LastSeq));
        Assert.Equal([2, 3], copy.Unseen.Select(kept => kept.FirstSeq));
    }

    [Fact]
    public void The_copy_holds_no_more_than_is_promised()
    {
        for (var seq = 1; seq <= 10; seq++)
        {
            Take(Items.From(seq, Text($"{seq}")));
        }

        Assert.Equal([7, 8, 9, 10], _view.RequestAnew().Copy!.Unseen.Select(kept => kept.FirstSeq));
    }

    [Fact]
    public void The_copy_says_how_far_each_sender_got()
    {
        Take(Items.From(1, Text("1"), Text("2")));

        Assert.Equal([new SourceMark(Items.Alice, 2)], _view.RequestAnew().Copy!.Sources);
    }

    [Fact]
    public void What_comes_again_does_not_turn_a_sender_back()
    {
        Take(Items.From(1, Text("1"), Text("2")));
        Take(Items.From(1, Text("1")));

        Assert.Equal([new SourceMark(Items.Alice, 2)], _view.RequestAnew().Copy!.Sources);
    }

    [Fact]
    public void A_classic_peers_copy_holds_marks_and_no_messages()
    {
        var view = View(WireForm.Classic);
        view.Take(Items.From(1, Text("1"), Text("2")), _outbox);

        var request = view.RequestAnew();
        Assert.False(request.Resumable);
        Assert.Empty(request.Copy!.Unseen);
        Assert.Equal((2L, 1), (request.Copy.LastSeq, request.Copy.Sources.Length));
    }

    [Fact]
    public void Behind_a_gap_it_begins_anew()
    {
        Take(Items.From(1, Text("1")));
        Take(Items.From(5, Text("5"), Text("6")));

        var copy = _view.RequestAnew().Copy!;
        Assert.Equal((4L, 6L), (copy.Floor, copy.LastSeq));
        Assert.Equal([5, 6], copy.Unseen.Select(kept => kept.FirstSeq));
    }

    [Fact]
    public void What_the_peer_says_to_have_seen_is_seen()
    {
        Take(Items.From(1, Text("1"), Text("2")));
        _view.See(1);

        Assert.Equal(1, _view.Seen);
    }

    [Fact]
    public void It_can_not_see_what_it_was_not_sent()
    {
        Take(Items.From(1, Text("1"), Text("2")));
        _view.See(1000);
        Take(Items.From(3, Text("3")));

        Assert.Equal(2, _view.Seen);
        Assert.Equal([3], _view.RequestAnew().Copy!.Unseen.Select(kept => kept.FirstSeq));
    }

    [Fact]
    public void Nothing_is_unseen_again()
    {
        Take(Items.From(1, Text("1"), Text("2")));
        _view.See(2);
        _view.See(1);

        Assert.Equal(2, _view.Seen);
    }

    [Fact]
    public void What_gave_way_is_not_seen()
    {
        for (var seq = 1; seq <= 10; seq++)
        {
            Take(Items.From(seq, Text($"{seq}")));
        }

        Assert.Equal(0, _view.Seen);
    }

    [Fact]
    public void Who_speaks_first_uses_older_tokens_up_and_that_is_told_once()
    {
        Assert.True(_view.Hear());
        Assert.False(_view.Hear());
        Assert.Equal(3, _view.RequestAnew().Copy!.ShownGeneration);
    }

    [Fact]
    public void There_is_no_older_token_than_the_first()
    {
        var view = new SessionView(Items.Bob, WireForm.V1, seen: 0, _time);
        view.Attached(Attachment(epoch: 1) with { Generation = 1 });

        Assert.False(view.Hear());
    }

    [Fact]
    public void The_copy_says_what_the_peer_is_owed()
    {
        var view = View(WireForm.V1, seen: 2);
        view.Attached(Attachment(epoch: 2) with { After = 2, Owed = 5 });

        Assert.Equal((2L, 5L, true), Owed(view));
    }

    [Fact]
    public void Once_it_is_served_nothing_is_owed()
    {
        var view = View(WireForm.V1, seen: 2);
        view.Attached(Attachment(epoch: 2) with { After = 2, Owed = 4 });
        view.Take(Items.At(epoch: 2, 3, Text("3"), Text("4")), _outbox);

        Assert.Equal((4L, 4L, false), Owed(view));
    }

    [Fact]
    public void It_begins_behind_what_is_lost()
    {
        var view = View(WireForm.V1, seen: 2);
        view.Attached(Attachment(epoch: 2) with { After = 5, Owed = 5 });
        view.Take(Items.At(epoch: 2, 6, Text("6")), _outbox);

        var copy = view.RequestAnew().Copy!;
        Assert.Equal((5L, 6L, false), (copy.Floor, copy.LastSeq, copy.IsShort));
    }

    private static (long LastSeq, long Owed, bool IsShort) Owed(SessionView view)
    {
        var copy = view.RequestAnew().Copy!;
        return (copy.LastSeq, copy.Owed, copy.IsShort);
    }

    private static string Text(string n) => $$"""{"senderId":"alice","n":{{n}}}""";

    private static string Numbered(int seq) => $$"""{"senderId":"alice","seq":{{seq}},"n":{{seq}}}""";

    private static Attachment Attachment(long epoch) => new(AttachOutcome.Started, epoch, Session, Generation: 3, Terms);

    private SessionView View(WireForm form, long seen = 0)
    {
        var view = new SessionView(Items.Bob, form, seen, _time);
        view.Attached(Attachment(epoch: 1));
        return view;
    }

    private void Take(AttachmentItem item) => Assert.Equal(Outbox.Admission.Queued, _view.Take(item, _outbox));

    /// <summary>All that was put in, and then an end.</summary>
    private async Task<string[]> WritesAsync(int count)
    {
        _socket.Allow();
        _outbox.Open(_socket, stream: null, "hi"u8.ToArray());
        _outbox.Answer("end"u8.ToArray());
        await _socket.NextAsync();
        var writes = new string[count];
        for (var i = 0; i < count; i++)
        {
            writes[i] = await _socket.NextAsync();
        }

        return writes;
    }
}
