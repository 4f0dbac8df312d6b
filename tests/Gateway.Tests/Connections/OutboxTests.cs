using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Dispatch;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class OutboxTests : IDisposable
{
    private const int MaxBytes = 10;
    private const int MaxMessages = 4;
    private const string Text = """{"senderId":"alice","n":1}""";

    private readonly FakeWebSocket _socket = new();
    private readonly Outbox _outbox = new(MaxBytes, MaxMessages, WireForm.Classic);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task The_greeting_is_written_first()
    {
        _socket.Allow();
        Open("hi");

        Assert.Equal("hi", await _socket.NextAsync());
    }

    [Fact]
    public async Task What_came_before_the_greeting_follows_it()
    {
        _socket.Allow();
        TryWrite("1");
        TryWrite("2");
        Open("hi");
        TryWrite("3");

        Assert.Equal(["hi", "1", "2", "3"], await WritesAsync(4));
    }

    [Fact]
    public void Without_a_socket_nothing_is_written()
    {
        _socket.Allow();
        TryWrite("1");

        Assert.False(_socket.HasNext);
    }

    [Fact]
    public async Task Messages_are_written_in_their_order()
    {
        var outbox = new Outbox(1_000_000, 1_000_000, WireForm.Classic);
        _socket.Allow(2000);
        outbox.Open(_socket, stream: null, "hi"u8.ToArray());
        for (var n = 0; n < 1000; n++)
        {
            outbox.Add(Item($"{n}"), after: 0);
        }

        string[] sent = ["hi", .. Enumerable.Range(0, 1000).Select(n => $"{n}")];
        Assert.Equal(sent, await WritesAsync(1001));
    }

    [Fact]
    public async Task One_write_is_under_way_at_a_time()
    {
        var outbox = new Outbox(1_000_000, 1_000_000, WireForm.Classic);
        outbox.Open(_socket, stream: null, "hi"u8.ToArray());
        await _socket.NextAsync();
        for (var n = 0; n < 1000; n++)
        {
            outbox.Add(Item("1"), after: 0);
        }

        for (var n = 0; n < 1000; n++)
        {
            _socket.Allow(1);
            await _socket.NextAsync();
        }

        Assert.Equal(1, _socket.MostWriting);
    }

    [Fact]
    public async Task It_goes_on_after_it_was_empty()
    {
        _socket.Allow();
        Open("hi");
        await _socket.NextAsync();
        TryWrite("1");
        await _socket.NextAsync();
        TryWrite("2");

        Assert.Equal("2", await _socket.NextAsync());
    }

    [Fact]
    public void With_its_bound_of_bytes_it_is_full()
    {
        Assert.True(TryWrite("12345"));
        Assert.True(TryWrite("67890"));
        Assert.False(TryWrite("1"));
    }

    [Fact]
    public void With_its_bound_of_messages_it_is_full()
    {
        Assert.True(TryWrite("1"));
        Assert.True(TryWrite("2"));
        Assert.True(TryWrite("3"));
        Assert.True(TryWrite("4"));
        Assert.False(TryWrite("5"));
    }

    [Fact]
    public async Task What_is_being_written_counts()
    {
        Open("hi");
        await _socket.NextAsync();
        _socket.Allow(writes: 1);
        Assert.True(TryWrite("12345678"));
        await _socket.NextAsync();

        Assert.False(TryWrite("901"));
    }

    [Fact]
    public async Task What_was_refused_is_not_written()
    {
        TryWrite("1234567890");
        TryWrite("refused");
        _socket.Allow();
        Open("hi");
        Assert.Equal(["hi", "1234567890"], await WritesAsync(2));
        await ClosedAsync();

        Assert.Equal("1000 normal", await _socket.NextAsync());
    }

    [Fact]
    public async Task What_was_written_makes_room()
    {
        Open("hi");
        await _socket.NextAsync();
        TryWrite("12345678");
        _socket.Allow(1);
        await _socket.NextAsync();

        Assert.True(TryWrite("90"));
    }

    [Fact]
    public void A_single_message_is_never_too_much() => Assert.True(TryWrite(new string('x', MaxBytes * 10)));

    [Fact]
    public void But_it_is_when_another_waits()
    {
        TryWrite("1");

        Assert.False(TryWrite(new string('x', MaxBytes * 10)));
    }

    [Fact]
    public async Task A_close_frame_goes_behind_what_is_queued()
    {
        Open("hi");
        TryWrite("1");
        _outbox.TryClose(CloseReason.Replaced, dropQueued: false);
        _socket.Allow();

        Assert.Equal(["hi", "1", "4509 replaced"], await WritesAsync(3));
    }

    [Fact]
    public async Task Or_in_its_place()
    {
        Open("hi");
        await _socket.NextAsync();
        TryWrite("1");
        _outbox.TryClose(CloseReason.TooSlow, dropQueued: true);
        _socket.Allow();

        Assert.Equal("4008 too-slow", await _socket.NextAsync());
    }

    [Fact]
    public async Task A_close_before_the_socket_is_there_waits_for_it()
    {
        TryWrite("1");
        _outbox.TryClose(CloseReason.Replaced, dropQueued: false);
        _socket.Allow();
        Open("hi");

        Assert.Equal(["hi", "1", "4509 replaced"], await WritesAsync(3));
    }

    [Fact]
    public async Task Nothing_follows_a_close_frame()
    {
        _socket.Allow();
        Open("hi");
        await _socket.NextAsync();
        await ClosedAsync();
        await _socket.NextAsync();

        Assert.True(TryWrite("1"));
        Assert.False(_socket.HasNext);
    }

    [Fact]
    public void What_comes_after_a_close_is_taken_and_dropped()
    {
        _outbox.TryClose(CloseReason.Normal, dropQueued: false);

        Assert.True(TryWrite(new string('x', MaxBytes)));
        Assert.True(TryWrite(new string('x', MaxBytes)));
    }

    [Fact]
    public async Task The_first_close_counts()
    {
        _socket.Allow();
        Assert.True(_outbox.TryClose(CloseReason.Replaced, dropQueued: false));
        Assert.False(_outbox.TryClose(CloseReason.Normal, dropQueued: true));
        Open("hi");

        Assert.Equal(["hi", "4509 replaced"], await WritesAsync(2));
    }

    [Fact]
    public async Task It_has_ended_when_the_close_frame_is_written()
    {
        Open("hi");
        _outbox.TryClose(CloseReason.Normal, dropQueued: false);
        await _socket.NextAsync();
        _socket.Allow(1);
        await _socket.NextAsync();
        Assert.False(_outbox.Ended.IsCompleted);
        _socket.Allow(1);

        await Sender.WithinAsync(_outbox.Ended);
    }

    [Theory]
    [InlineData(typeof(WebSocketException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(JsonException))]
    [InlineData(typeof(OutOfMemoryException))]
    public async Task A_write_that_fails_ends_it(Type failure)
    {
        _socket.Failure = (Exception)Activator.CreateInstance(failure)!;
        Open("hi");
        _socket.Allow();

        await Sender.WithinAsync(_outbox.Ended);
    }

    [Fact]
    public async Task After_a_write_that_failed_nothing_is_written()
    {
        _socket.Failure = new WebSocketException();
        Open("hi");
        await _socket.NextAsync();
        TryWrite("1");
        _socket.Allow();
        await Sender.WithinAsync(_outbox.Ended);
        TryWrite("2");

        Assert.False(_socket.HasNext);
    }

    [Fact]
    public async Task A_close_frame_that_fails_ends_it()
    {
        Open("hi");
        await _socket.NextAsync();
        _outbox.TryClose(CloseReason.Normal, dropQueued: false);
        _socket.Allow(1);
        await _socket.NextAsync();
        _socket.Failure = new WebSocketException();
        _socket.Allow(1);

        await Sender.WithinAsync(_outbox.Ended);
    }

    [Fact]
    public async Task Messages_that_do_not_all_fit_are_refused_together()
    {
        Assert.True(TryWrite("12"));

        Assert.Equal(Outbox.Admission.Full, _outbox.Add(Item("345", "678901"), after: 0));

        _socket.Allow();
        Open("hi");
        _outbox.TryClose(CloseReason.Normal, dropQueued: false);
        Assert.Equal(["hi", "12", "1000 normal"], [await _socket.NextAsync(), await _socket.NextAsync(), await _socket.NextAsync()]);
    }

    [Fact]
    public void One_that_ends_takes_nothing_and_says_so()
    {
        _outbox.TryClose(CloseReason.Replaced, dropQueued: false);

        Assert.Equal(Outbox.Admission.Closed, _outbox.Add(Item("late"), after: 0));
    }

    [Fact]
    public void Answers_are_not_bounded_and_do_not_count()
    {
        for (var i = 0; i < 100; i++)
        {
            _outbox.Answer("an answer"u8.ToArray());
        }

        Assert.True(TryWrite("12345"));
        Assert.True(TryWrite("67890"));
        Assert.False(TryWrite("1"));
    }

    [Fact]
    public async Task There_is_room_again_when_the_answers_are_written()
    {
        for (var i = 0; i < MaxMessages; i++)
        {
            _outbox.Answer("no"u8.ToArray());
        }

        var room = _outbox.WaitForRoomAsync();
        Assert.False(room.IsCompleted);

        _socket.Allow();
        Open("hi");

        await room.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Few_long_answers_wait_for_room_like_many_short_ones()
    {
        _outbox.Answer(new byte[MaxBytes]);

        var room = _outbox.WaitForRoomAsync();
        Assert.False(room.IsCompleted);

        _socket.Allow();
        Open("hi");

        await room.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_ends_makes_nobody_wait_for_room()
    {
        for (var i = 0; i < MaxMessages; i++)
        {
            _outbox.Answer("no"u8.ToArray());
        }

        var room = _outbox.WaitForRoomAsync();
        _outbox.TryClose(CloseReason.TooSlow, dropQueued: true);

        await room.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.True(_outbox.WaitForRoomAsync().IsCompleted);
    }

    [Fact]
    public async Task A_v1_peers_messages_are_written_with_their_numbers()
    {
        var outbox = OpenV1();
        outbox.Add(Items.From(41, Text, Text), after: 0);

        Assert.Equal(["hi", """{"senderId":"alice","seq":41,"n":1}""", """{"senderId":"alice","seq":42,"n":1}"""], await WritesAsync(3));
    }

    [Fact]
    public async Task What_was_put_in_before_is_left_out()
    {
        var outbox = OpenV1();
        outbox.Add(Items.From(1, Text, Text, Text), after: 2);

        Assert.Equal(["hi", """{"senderId":"alice","seq":3,"n":1}"""], await WritesAsync(2));
    }

    [Fact]
    public async Task A_seq_of_the_senders_own_gives_way()
    {
        var outbox = OpenV1();
        var envelope = new Envelope(PeerId.Parse("alice"), Items.Alice, 1, ["""{"senderId":"alice","seq":7,"n":1}"""u8.ToArray()]) { SeqAt = Items.SeqAt, HasSeq = true };
        outbox.Add(new AttachmentItem(Items.Bob, 1, 1, [envelope]), after: 0);

        Assert.Equal(["hi", """{"senderId":"alice","seq":1,"n":1}"""], await WritesAsync(2));
    }

    [Fact]
    public async Task Answers_have_no_number()
    {
        var outbox = OpenV1();
        outbox.Answer("an answer"u8.ToArray());
        outbox.Add(Items.From(1, Text), after: 0);

        Assert.Equal(["hi", "an answer", """{"senderId":"alice","seq":1,"n":1}"""], await WritesAsync(3));
    }

    [Fact]
    public async Task A_classic_peers_messages_are_written_as_they_are()
    {
        Open("hi");
        _socket.Allow();
        _outbox.Add(Items.From(41, Text), after: 0);

        Assert.Equal(["hi", Text], await WritesAsync(2));
    }

    [Fact]
    public void An_item_that_was_put_in_before_is_never_too_much()
    {
        var item = Item(new string('x', MaxBytes * 10));
        _outbox.Add(item, after: 0);

        Assert.Equal(Outbox.Admission.Queued, _outbox.Add(item, after: 1));
    }

    [Fact]
    public async Task Who_waits_for_room_is_told_when_something_is_written()
    {
        TryWrite("1234567890");
        var written = _outbox.WrittenAsync();
        Assert.False(written.IsCompleted);
        _socket.Allow();
        Open("hi");

        await Sender.WithinAsync(written);
    }

    [Fact]
    public async Task Or_when_the_outbox_ends()
    {
        var written = _outbox.WrittenAsync();
        _outbox.TryClose(CloseReason.Replaced, dropQueued: false);

        await Sender.WithinAsync(written);
        Assert.True(_outbox.WrittenAsync().IsCompleted);
    }

    [Fact]
    public async Task A_write_that_does_not_end_is_seen_each_time()
    {
        Open("hi");
        await _socket.NextAsync();

        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => _outbox.LooksOfStuckWrite()));
    }

    [Fact]
    public async Task And_anew_after_one_that_did()
    {
        Open("hi");
        TryWrite(new string('x', 40_000));
        await _socket.NextAsync();
        _outbox.LooksOfStuckWrite();
        _socket.Allow(1);
        await _socket.NextAsync();

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => _outbox.LooksOfStuckWrite()));
    }

    [Fact]
    public void Where_nothing_is_written_nothing_is_stuck() =>
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(_ => _outbox.LooksOfStuckWrite()));

    [Fact]
    public void What_was_dropped_waits_no_longer()
    {
        TryWrite("12345");
        _outbox.Answer("an answer"u8.ToArray());

        _outbox.TryClose(CloseReason.TooSlow, dropQueued: true);

        Assert.Equal((0, 0L), _outbox.Depth);
    }

    [Fact]
    public void What_is_ending_can_still_be_dropped()
    {
        TryWrite("12345");
        _outbox.TryClose(CloseReason.Normal, dropQueued: false);

        Assert.False(_outbox.TryClose(CloseReason.TooSlow, dropQueued: true));

        Assert.Equal((0, 0L), _outbox.Depth);
    }

    [Fact]
    public void What_is_left_out_does_not_count()
    {
        Assert.Equal(Outbox.Admission.Queued, _outbox.Add(Item("12345"), after: 0));
        Assert.Equal(Outbox.Admission.Queued, _outbox.Add(Item("too long to fit", "67890"), after: 1));
    }

    private Outbox OpenV1()
    {
        var outbox = new Outbox(1_000_000, 1_000_000, WireForm.V1);
        _socket.Allow();
        outbox.Open(_socket, stream: null, "hi"u8.ToArray());
        return outbox;
    }

    private void Open(string greeting) => _outbox.Open(_socket, stream: null, Encoding.UTF8.GetBytes(greeting));

    private bool TryWrite(params string[] texts) => _outbox.Add(Item(texts), after: 0) is not Outbox.Admission.Full;

    private static AttachmentItem Item(params string[] texts) => Items.Of(texts);

    private Task ClosedAsync()
    {
        _outbox.TryClose(CloseReason.Normal, dropQueued: false);
        return Sender.WithinAsync(_outbox.Ended);
    }

    private async Task<string[]> WritesAsync(int count)
    {
        var writes = new string[count];
        for (var i = 0; i < count; i++)
        {
            writes[i] = await _socket.NextAsync();
        }

        return writes;
    }
}
