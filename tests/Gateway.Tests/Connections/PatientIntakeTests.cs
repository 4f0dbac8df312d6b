using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Bob's outbox is full: his socket takes what the test lets it take.</summary>
public sealed class PatientIntakeTests : IDisposable
{
    private const int MaxMessages = 4;

    /// <summary>The first message behind those that fill the outbox: one is being written, the others wait.</summary>
    private const int Next = MaxMessages + 2;

    // So long that each is written by itself.
    private static readonly string Text = $$"""{"senderId":"alice","x":"{{new string('x', 64 * 1024)}}"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebSocket _socket = new();
    private readonly Outbox _outbox = new(100_000_000, MaxMessages, WireForm.V1);
    private readonly PatientIntake _intake;

    public PatientIntakeTests()
    {
        var view = new SessionView(Items.Bob, WireForm.V1, seen: 0, _time);
        view.Attached(Bob.Attachment());
        _intake = new PatientIntake(view, _outbox, Patience, _time);
        _socket.Allow(1);
        _outbox.Open(_socket, stream: null, "hi"u8.ToArray());
    }

    public void Dispose() => _socket.Dispose();

    [Fact]
    public void Where_there_is_room_nobody_waits()
    {
        var taking = _intake.TakeAsync(Texts(firstSeq: 1, MaxMessages));

        Assert.True(taking.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_finds_no_room_goes_in_as_soon_as_there_is_some()
    {
        await FillAsync();
        var taking = _intake.TakeAsync(Texts(firstSeq: Next, count: 1));
        Assert.False(taking.IsCompleted);

        // Two: its look behind the first write may come before the next message is taken out.
        _socket.Allow(2);

        Assert.Equal(Outbox.Admission.Queued, await taking.Within("room in the outbox"));
    }

    [Fact]
    public async Task For_a_peer_that_reads_nothing_it_waits_no_longer_than_its_patience()
    {
        await FillAsync();
        var taking = _intake.TakeAsync(Texts(firstSeq: Next, count: 1));

        _time.Advance(Patience - TimeSpan.FromTicks(1));
        Assert.False(taking.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(Outbox.Admission.Full, await taking.Within("the end of its patience"));
    }

    [Fact]
    public async Task Of_a_peer_that_reads_too_little_it_says_so()
    {
        await FillAsync();
        var taking = _intake.TakeAsync(Texts(firstSeq: Next, count: MaxMessages));
        _socket.Allow(1);
        await _socket.NextAsync();

        // Its look behind that write may come yet, and begins to wait for the next then.
        while (!taking.IsCompleted)
        {
            _time.Advance(Patience);
            await Task.Yield();
        }

        Assert.Equal(Outbox.Admission.Slow, await taking);
    }

    [Fact]
    public async Task An_outbox_that_ends_is_waited_for_no_longer()
    {
        await FillAsync();
        var taking = _intake.TakeAsync(Texts(firstSeq: Next, count: 1));

        _outbox.TryClose(CloseReason.Lost, dropQueued: true);

        Assert.Equal(Outbox.Admission.Closed, await taking.Within("the end of the outbox"));
    }

    [Fact]
    public async Task An_item_of_an_older_attachment_is_refused_at_once()
    {
        await FillAsync();

        Assert.Equal(Outbox.Admission.Stale, await _intake.TakeAsync(Items.At(epoch: 0, Next, "{}")));
    }

    /// <summary>The greeting is written, the first message is being written, and behind it there is no room.</summary>
    private async Task FillAsync()
    {
        Assert.Equal("hi", await _socket.NextAsync());
        Assert.Equal(Outbox.Admission.Queued, await _intake.TakeAsync(Texts(firstSeq: 1, MaxMessages)));
        await _socket.NextAsync();
        Assert.Equal(Outbox.Admission.Queued, await _intake.TakeAsync(Texts(firstSeq: MaxMessages + 1, count: 1)));
    }

    private static AttachmentItem Texts(long firstSeq, int count) => Items.From(firstSeq, [.. Enumerable.Repeat(Text, count)]);
}
