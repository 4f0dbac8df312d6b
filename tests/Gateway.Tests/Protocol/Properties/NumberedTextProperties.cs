using System.Globalization;
using System.Text.Json;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

public sealed class NumberedTextProperties
{
    [Cases(4000)]
    public void A_numbered_text_is_what_was_sent_but_for_the_sender_and_the_number(WrittenMessage message, AnySender sender, long any)
    {
        var seq = any & long.MaxValue;
        if (Compose(message.Utf8, sender.Id, out var seqAt, out var hasSeq) is not { } text)
        {
            return;
        }

        using var sent = JsonDocument.Parse(message.Utf8);
        using var numbered = JsonDocument.Parse(Write(text, seqAt, seq, hasSeq));

        var members = numbered.RootElement.EnumerateObject().Take(2).ToArray();
        Assert.Equal(("senderId", sender.Id), (members[0].Name, members[0].Value.GetString()));
        Assert.Equal(("seq", seq.ToString(CultureInfo.InvariantCulture)), (members[1].Name, members[1].Value.GetRawText()));
        Assert.Equal(
            MessageModel.Members(sent.RootElement).Where(member => member.Said is not "senderId" and not "seq"),
            MessageModel.Members(numbered.RootElement).Skip(2));
    }

    [Cases(2000)]
    public void To_look_for_a_seq_that_is_not_there_changes_nothing(WrittenMessage message)
    {
        if (Compose(message.Utf8, "alice", out var seqAt, out var hasSeq) is { } text && !hasSeq)
        {
            Assert.Equal(Write(text, seqAt, 42, hasSeq: false), Write(text, seqAt, 42, hasSeq: true));
        }
    }

    private static byte[]? Compose(byte[] message, string sender, out int seqAt, out bool hasSeq)
    {
        var deliveredText = new DeliveredText(PeerId.Parse(sender));
        seqAt = deliveredText.SeqAt;
        var accepted = MessageReader.TryRead(message, WireForm.Classic, out var read, out _);
        hasSeq = read.HasSeq;
        return accepted ? deliveredText.Compose(read) : null;
    }

    private static byte[] Write(byte[] text, int seqAt, long seq, bool hasSeq)
    {
        var numbered = new byte[NumberedText.MaxLength(text)];
        return numbered[..NumberedText.Write(text, seqAt, seq, hasSeq, numbered)];
    }
}
