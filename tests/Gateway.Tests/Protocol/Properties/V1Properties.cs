using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

public sealed class V1Properties
{
    [Cases(4000)]
    public void No_bytes_make_the_reader_throw(AnyBytes text) => Assert.Null(Record.Exception(() => Read(text.Bytes)));

    [Cases(4000)]
    public void Bytes_are_read_as_the_model_reads_them(AnyBytes text) =>
        Assert.Equal(V1Model.Of(text.Bytes), V1Model.Of(Read(text.Bytes)));

    [Cases(4000)]
    public void A_message_is_read_as_the_model_reads_it(WrittenMessage message) =>
        Assert.Equal(V1Model.Of(message.Utf8), V1Model.Of(Read(message.Utf8)));

    [Cases(2000)]
    public void What_is_delivered_does_not_depend_on_the_senders_form(WrittenMessage message)
    {
        var read = Read(message.Utf8);
        if (read.Delivered is not null)
        {
            Assert.Equal(Reading.Of(message.Utf8).Delivered, read.Delivered);
        }
    }

    private static Reading Read(byte[] text) => Reading.Of(text, form: WireForm.V1);
}
