using System.Text.Json;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

public sealed class MessageProperties
{
    [Cases(4000)]
    public void No_bytes_make_the_reader_throw(AnyBytes text) => Assert.Null(Record.Exception(() => Reading.Of(text.Bytes)));

    [Cases(4000)]
    public void Bytes_are_accepted_when_the_model_accepts_them_and_for_the_same_targets(AnyBytes text) =>
        Assert.Equal(MessageModel.Of(text.Bytes).Targets ?? [], Reading.Of(text.Bytes).Targets);

    [Cases(4000)]
    public void A_message_is_accepted_when_the_model_accepts_it_and_for_the_same_targets(WrittenMessage message) =>
        Assert.Equal(MessageModel.Of(message.Utf8).Targets ?? [], Reading.Of(message.Utf8).Targets);

    [Cases(4000)]
    public void What_is_delivered_is_what_was_sent_but_for_the_sender(WrittenMessage message, AnySender sender)
    {
        if (!MessageReader.TryRead(message.Utf8, WireForm.Classic, out var read, out _))
        {
            return;
        }

        using var sent = JsonDocument.Parse(message.Utf8);
        using var delivered = JsonDocument.Parse(new DeliveredText(PeerId.Parse(sender.Id)).Compose(read));

        var first = delivered.RootElement.EnumerateObject().First();
        Assert.Equal(("senderId", sender.Id), (first.Name, first.Value.GetString()));
        Assert.Equal(
            MessageModel.Members(sent.RootElement).Where(member => member.Said is not "senderId"),
            MessageModel.Members(delivered.RootElement).Skip(1));
    }

    [Cases(2000)]
    public void Nothing_is_added_but_the_sender_and_one_comma(WrittenMessage message)
    {
        var dense = new WrittenMessage(message.Members, Space: "");
        if (!MessageReader.TryRead(dense.Utf8, WireForm.Classic, out var read, out _))
        {
            return;
        }

        WrittenMember[] expected = [new("senderId", "\"alice\""), .. dense.Members.Where(member => member.Said is not "senderId")];
        Assert.Equal(new WrittenMessage(expected, Space: "").Utf8, new DeliveredText(PeerId.Parse("alice")).Compose(read));
    }
}
