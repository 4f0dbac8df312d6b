using System.Text.Json;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using SignalFire.Streams;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class ConnectionTests : IDisposable
{
    private const string Text = """{"senderId":"alice"}""";

    private readonly Bob _bob = new();

    public void Dispose() => _bob.Dispose();

    [Fact]
    public async Task What_it_takes_is_in_the_outbox_when_the_grain_is_told()
    {
        await _bob.AttachAsync();

        Assert.True(_bob.Connection.OnNextAsync(Items.From(1, Text)).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_connection_that_is_replaced_closes_and_ends_no_session_but_its_own()
    {
        await _bob.AttachAsync(epoch: 1);
        _bob.Take(AttachmentItem.ReplacedAt(_bob.Connection.Id, epoch: 2));

        Assert.True(_bob.Connection.IsClosing);
        Assert.Equal(1, _bob.Connection.View.Epoch);
    }

    [Fact]
    public async Task A_connection_that_ends_says_that_it_is_gone()
    {
        await _bob.AttachAsync();
        _bob.Connection.Close(CloseReason.Drain);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => _bob.Connection.OnNextAsync(Items.From(1, Text)));
    }

    [Fact]
    public async Task A_writer_that_fails_as_no_writer_should_ends_the_connection_and_is_told_of_once()
    {
        using var socket = new FakeWebSocket { Failure = new JsonException() };
        var told = _bob.Log.LineWith("Error SignalFire.Gateway.Connections.Connection");
        var running = _bob.Connection.RunAsync(socket, stream: null, "hi"u8.ToArray());
        socket.Allow();

        await told.Within("the line about the writer");
        _bob.Time.Advance(_bob.Options.CloseTimeout);

        Assert.Equal(CloseReason.Lost, await running.Within("the end of the connection"));
        Assert.Single(_bob.Log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_that_fails_as_no_reader_should_leaves_no_connection_that_takes_messages()
    {
        await _bob.AttachAsync();
        using var socket = new FakeWebSocket();
        socket.FailReading(new ArithmeticException());

        await Assert.ThrowsAsync<ArithmeticException>(() => _bob.Connection.RunAsync(socket, stream: null, "hi"u8.ToArray()));

        await Assert.ThrowsAsync<ConsumerGoneException>(() => _bob.Connection.OnNextAsync(Items.From(1, Text)));
    }

    [Fact]
    public async Task An_item_of_an_older_attachment_does_not_end_the_subscription_of_the_new_one()
    {
        await _bob.AttachAsync();
        await _bob.Connection.OnErrorAsync(new SubscriptionLostException());
        var attach = await _bob.Grain.Attaches.NextAsync();

        // The new subscription is there, and the grain does not know of the new attachment yet.
        var refusing = _bob.Connection.OnNextAsync(Items.At(epoch: 1, 1, Text));
        attach.Return(Bob.Attachment(epoch: 2, AttachOutcome.Resumed));

        await Assert.ThrowsAsync<InvalidOperationException>(() => refusing);
    }

    [Fact]
    public async Task It_is_refused_when_the_grain_knows_the_new_attachment()
    {
        await _bob.AttachAsync();
        await _bob.Connection.OnErrorAsync(new SubscriptionLostException());
        var attach = await _bob.Grain.Attaches.NextAsync();
        var refusing = _bob.Connection.OnNextAsync(Items.At(epoch: 1, 1, Text));
        Assert.False(refusing.IsCompleted);
        attach.Return(Bob.Attachment(epoch: 2, AttachOutcome.Resumed));

        await Assert.ThrowsAsync<InvalidOperationException>(() => refusing.Within("the refusal"));
    }

    [Fact]
    public async Task An_item_of_a_grain_that_is_no_more_is_refused_at_once()
    {
        await _bob.AttachAsync(epoch: 5);

        Assert.True(_bob.Connection.OnNextAsync(Items.At(epoch: 4, 1, Text)).IsFaulted);
    }

    [Fact]
    public async Task But_that_of_a_connection_that_ends_does()
    {
        await _bob.AttachAsync(epoch: 5);
        _bob.Connection.Close(CloseReason.Lost);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => _bob.Connection.OnNextAsync(Items.At(epoch: 1, 1, Text)));
    }

    [Fact]
    public async Task One_that_can_take_no_more_is_waited_for()
    {
        var push = await FillAsync();

        Assert.False(push.IsCompleted || _bob.Connection.IsClosing);
    }

    [Fact]
    public async Task But_not_for_long()
    {
        var push = await FillAsync();
        _bob.Time.Advance(_bob.Options.OutboxPatience);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => push.Within("the refusal"));
        Assert.True(_bob.Connection.IsClosing);
    }

    [Fact]
    public async Task A_push_that_waits_ends_with_the_connection()
    {
        var push = await FillAsync();
        _bob.Connection.Close(CloseReason.Replaced);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => push.Within("the refusal"));
    }

    [Fact]
    public async Task A_slow_v1_peer_keeps_its_session()
    {
        await _bob.AttachAsync();
        _bob.Connection.Close(CloseReason.TooSlow);

        Assert.False(_bob.Connection.EndsSession);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_session_ends_with_reasons_from_4500_on(CloseReason reason)
    {
        _bob.Connection.Close(reason);

        Assert.Equal((int)reason.Code >= 4500, _bob.Connection.EndsSession);
    }

    [Fact]
    public void A_connection_that_never_was_leaves_its_session_in_grace() => Assert.False(_bob.Connection.EndsSession);

    [Fact]
    public void A_classic_peer_has_no_session_to_keep()
    {
        using var bob = new Bob(WireForm.Classic);
        bob.Connection.Close(CloseReason.Lost);

        Assert.True(bob.Connection.EndsSession);
    }

    [Fact]
    public void The_first_reason_counts()
    {
        _bob.Connection.Close(CloseReason.Lost);
        _bob.Connection.Close(CloseReason.Replaced);

        Assert.False(_bob.Connection.EndsSession);
    }

    [Fact]
    public async Task The_first_word_of_a_peer_that_came_back_uses_up_the_tokens_before()
    {
        await _bob.AttachAsync(epoch: 3, generation: 2);
        Hear();

        Assert.Equal((3, 0), (await _bob.Grain.Seen.NextAsync()).Request);
    }

    [Fact]
    public async Task That_of_a_fresh_peer_uses_up_none()
    {
        await _bob.AttachAsync(epoch: 3);
        Hear();

        Assert.False(_bob.Grain.Seen.HasNext);
    }

    [Fact]
    public async Task The_second_word_says_nothing_new()
    {
        await _bob.AttachAsync(generation: 2);
        Hear();
        (await _bob.Grain.Seen.NextAsync()).Return(true);
        Hear();

        Assert.False(_bob.Grain.Seen.HasNext);
    }

    [Fact]
    public async Task A_classic_peer_has_no_token_to_use_up()
    {
        using var bob = new Bob(WireForm.Classic);
        await bob.AttachAsync();
        bob.Connection.Hear(new PeerMessage("{}"u8, 1, [], default));

        Assert.False(bob.Grain.Seen.HasNext);
    }

    public static TheoryData<CloseReason> Reasons() =>
        [CloseReason.BinaryMessage, CloseReason.MessageTooBig, CloseReason.GatewayLeaving, CloseReason.Drain, CloseReason.Lost, CloseReason.TooSlow, CloseReason.BadMessages, CloseReason.Replaced];

    /// <summary>Fills bob's outbox.</summary>
    /// <returns>A push for which there is no room.</returns>
    private async Task<Task> FillAsync()
    {
        await _bob.AttachAsync();
        _bob.Take(Items.From(1, Text));
        return _bob.Connection.OnNextAsync(Items.From(2, new string('x', _bob.Options.OutboxBytes)));
    }

    private void Hear() => _bob.Connection.Hear(new PeerMessage("{}"u8, 1, [], default));
}
